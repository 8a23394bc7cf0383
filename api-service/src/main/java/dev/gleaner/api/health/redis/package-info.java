/** Asks Redis whether it takes writes. */
@NullMarked
package dev.gleaner.api.health.redis;

import org.jspecify.annotations.NullMarked;
