/** Tests of this room. */
@NullMarked
package dev.gleaner.embedded.mongo;

import org.jspecify.annotations.NullMarked;
