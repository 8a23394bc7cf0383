/** The articles that this process works on at the moment. */
@NullMarked
package dev.gleaner.inflight;

import org.jspecify.annotations.NullMarked;
