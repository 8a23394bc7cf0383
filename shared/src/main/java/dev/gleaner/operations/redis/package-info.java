/** The numbers of the fleet in Redis. */
@NullMarked
package dev.gleaner.operations.redis;

import org.jspecify.annotations.NullMarked;
