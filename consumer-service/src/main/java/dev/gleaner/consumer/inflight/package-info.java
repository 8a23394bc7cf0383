/** The articles that this process works on at the moment. */
@NullMarked
package dev.gleaner.consumer.inflight;

import org.jspecify.annotations.NullMarked;
