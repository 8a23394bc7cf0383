/** Ends processes before and after each of their calls to a store, and looks at what became of the work. */
@NullMarked
package dev.gleaner.system.crash;

import org.jspecify.annotations.NullMarked;
