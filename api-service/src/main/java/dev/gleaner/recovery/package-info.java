/** Ends what a process left half done. */
@NullMarked
package dev.gleaner.recovery;

import org.jspecify.annotations.NullMarked;
