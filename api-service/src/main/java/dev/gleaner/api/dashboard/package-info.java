/** The page at the root: the fleet, jobs and schedules as they move, for people. It uses the public API alone. */
@NullMarked
package dev.gleaner.api.dashboard;

import org.jspecify.annotations.NullMarked;
