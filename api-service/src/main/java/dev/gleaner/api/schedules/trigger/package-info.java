/** When a schedule is due: the forms of triggers, their arithmetic over time zones, and how they are read and written. */
@NullMarked
package dev.gleaner.api.schedules.trigger;

import org.jspecify.annotations.NullMarked;
