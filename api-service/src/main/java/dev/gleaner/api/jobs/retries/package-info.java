/** Runs the failed articles of an ended job again. */
@NullMarked
package dev.gleaner.api.jobs.retries;

import org.jspecify.annotations.NullMarked;
