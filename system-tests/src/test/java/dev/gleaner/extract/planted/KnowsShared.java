package dev.gleaner.extract.planted;

import dev.gleaner.planted.KnowsTheApi;

/** Planted: extraction knows Gleaner. */
public class KnowsShared {
    KnowsTheApi other = new KnowsTheApi();
}
