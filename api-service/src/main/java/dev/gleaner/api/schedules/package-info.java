/** Work that repeats by itself. */
@NullMarked
package dev.gleaner.api.schedules;

import org.jspecify.annotations.NullMarked;
