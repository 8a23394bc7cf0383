/** Redis: an installed or bundled redis-server. */
@NullMarked
package dev.gleaner.embedded.redis;

import org.jspecify.annotations.NullMarked;
