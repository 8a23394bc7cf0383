/** The queue as it lies in Redis, read for a check. */
@NullMarked
package dev.gleaner.check.redis;

import org.jspecify.annotations.NullMarked;
