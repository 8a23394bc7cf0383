/** Occurrences of schedules are decided, each once, and become jobs. */
@NullMarked
package dev.gleaner.api.schedules.firing;

import org.jspecify.annotations.NullMarked;
