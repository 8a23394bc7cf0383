/** Schedules kept in files: out of a running Gleaner, and into it. */
@NullMarked
package dev.gleaner.standalone.schedules;

import org.jspecify.annotations.NullMarked;
