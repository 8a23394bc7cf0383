/** Schedules and occurrences in MongoDB. */
@NullMarked
package dev.gleaner.api.schedules.mongo;

import org.jspecify.annotations.NullMarked;
