/** What happened, as records, told to whoever listens: log lines, metrics, callbacks. */
@NullMarked
package dev.gleaner.event;

import org.jspecify.annotations.NullMarked;
