package dev.gleaner.planted;

import org.springframework.core.env.Environment;

/** Planted: the domain knows Spring. */
public class KnowsSpring {
    Class<?> spring = Environment.class;
}
