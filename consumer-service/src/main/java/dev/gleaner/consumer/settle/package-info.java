/** Writes down how articles ended, many at a time. */
@NullMarked
package dev.gleaner.consumer.settle;

import org.jspecify.annotations.NullMarked;
