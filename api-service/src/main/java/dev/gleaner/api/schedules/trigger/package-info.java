/** When something is due. */
@NullMarked
package dev.gleaner.api.schedules.trigger;

import org.jspecify.annotations.NullMarked;
