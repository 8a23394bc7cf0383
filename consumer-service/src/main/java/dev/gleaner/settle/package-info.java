/** Writes down how articles ended, many at a time. */
@NullMarked
package dev.gleaner.settle;

import org.jspecify.annotations.NullMarked;
