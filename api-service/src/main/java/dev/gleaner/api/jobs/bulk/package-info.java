/** Cancels many jobs at once, or runs their failed articles again. */
@NullMarked
package dev.gleaner.api.jobs.bulk;

import org.jspecify.annotations.NullMarked;
