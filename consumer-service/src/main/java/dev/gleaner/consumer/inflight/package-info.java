/** The articles that this process works on at the moment, and the ways in which it lets them go. */
@NullMarked
package dev.gleaner.consumer.inflight;

import org.jspecify.annotations.NullMarked;
