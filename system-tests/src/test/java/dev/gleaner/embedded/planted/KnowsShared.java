package dev.gleaner.embedded.planted;

import dev.gleaner.planted.KnowsTheApi;

/** Planted: the embedded stores know Gleaner. */
public class KnowsShared {
    KnowsTheApi other = new KnowsTheApi();
}
