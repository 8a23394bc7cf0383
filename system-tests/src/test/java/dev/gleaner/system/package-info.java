/** Whole processes on real stores, started, watched and killed from outside, through the public doors only. */
@NullMarked
package dev.gleaner.system;

import org.jspecify.annotations.NullMarked;
