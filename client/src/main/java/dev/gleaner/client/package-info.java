/** A Java client of the API, over REST and WebSocket; {@link dev.gleaner.client.GleanerClient} is where to begin. */
@NullMarked
package dev.gleaner.client;

import org.jspecify.annotations.NullMarked;
