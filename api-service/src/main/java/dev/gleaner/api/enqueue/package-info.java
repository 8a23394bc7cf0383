/** From a stored job to queued articles. */
@NullMarked
package dev.gleaner.api.enqueue;

import org.jspecify.annotations.NullMarked;
