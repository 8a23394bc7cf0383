package dev.gleaner.planted.circle;

import dev.gleaner.planted.circle.inner.Inner;

/** Planted: a package and its sub-package use each other. */
public class Outer {
    Class<?> inner = Inner.class;
}
