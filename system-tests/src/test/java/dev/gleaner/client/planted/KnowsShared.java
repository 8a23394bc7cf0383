package dev.gleaner.client.planted;

import dev.gleaner.planted.KnowsTheApi;

/** Planted: the client knows what is inside. */
public class KnowsShared {
    KnowsTheApi other = new KnowsTheApi();
}
