/** Tests of this room. */
@NullMarked
package dev.gleaner.embedded.process;

import org.jspecify.annotations.NullMarked;
