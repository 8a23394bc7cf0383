/** Runs the failed articles of an ended job again. */
@NullMarked
package dev.gleaner.retries;

import org.jspecify.annotations.NullMarked;
