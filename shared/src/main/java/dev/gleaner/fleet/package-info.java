/** Which processes live, and how the work of dead ones and lost queue entries come back. */
@NullMarked
package dev.gleaner.fleet;

import org.jspecify.annotations.NullMarked;
