/** Reads whom a job is to tell what becomes of it, as submissions, presets and schedules say it. */
@NullMarked
package dev.gleaner.api.callbacks;

import org.jspecify.annotations.NullMarked;
