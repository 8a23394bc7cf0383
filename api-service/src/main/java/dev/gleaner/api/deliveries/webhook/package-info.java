/** Sends signed messages in the wire form of Standard Webhooks 1.0. */
@NullMarked
package dev.gleaner.api.deliveries.webhook;

import org.jspecify.annotations.NullMarked;
