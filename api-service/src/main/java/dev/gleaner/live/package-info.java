/** Progress to WebSocket clients, each at its own pace. */
@NullMarked
package dev.gleaner.live;

import org.jspecify.annotations.NullMarked;
