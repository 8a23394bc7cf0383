package dev.gleaner.planted.circle.inner;

import dev.gleaner.planted.circle.Outer;

/** Planted: a package and its sub-package use each other. */
public class Inner {
    Class<?> outer = Outer.class;
}
