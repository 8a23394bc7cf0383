/** Benchmarks and their commands. */
@NullMarked
package dev.gleaner.bench;

import org.jspecify.annotations.NullMarked;
