/** Leases, generation and audit structures in Redis. */
@NullMarked
package dev.gleaner.fleet.redis;

import org.jspecify.annotations.NullMarked;
