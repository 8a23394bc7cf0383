/** Removes what is older than the operator wants to keep. */
@NullMarked
package dev.gleaner.retention;

import org.jspecify.annotations.NullMarked;
