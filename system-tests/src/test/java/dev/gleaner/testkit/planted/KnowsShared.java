package dev.gleaner.testkit.planted;

import dev.gleaner.planted.KnowsTheApi;

/** Planted: the testkit knows what it helps to test. */
public class KnowsShared {
    KnowsTheApi other = new KnowsTheApi();
}
