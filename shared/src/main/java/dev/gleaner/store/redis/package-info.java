/** What Redis says when it cannot serve. */
@NullMarked
package dev.gleaner.store.redis;

import org.jspecify.annotations.NullMarked;
