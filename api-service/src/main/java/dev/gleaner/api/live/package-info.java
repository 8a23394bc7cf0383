/** Progress to WebSocket clients, each at its own pace. */
@NullMarked
package dev.gleaner.api.live;

import org.jspecify.annotations.NullMarked;
