package dev.gleaner.standalone.planted;

import dev.gleaner.testkit.TestStores;

/** Planted: the program knows what tests use. */
public class KnowsTheTestkit {
    Class<?> other = TestStores.class;
}
