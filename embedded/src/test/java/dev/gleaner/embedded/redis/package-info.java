/** Tests of this room. */
@NullMarked
package dev.gleaner.embedded.redis;

import org.jspecify.annotations.NullMarked;
