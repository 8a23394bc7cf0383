/** Asks MongoDB whether it takes writes. */
@NullMarked
package dev.gleaner.api.health.mongo;

import org.jspecify.annotations.NullMarked;
