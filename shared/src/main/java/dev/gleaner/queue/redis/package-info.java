/** The queue in Redis: its key names and its scripts. */
@NullMarked
package dev.gleaner.queue.redis;

import org.jspecify.annotations.NullMarked;
