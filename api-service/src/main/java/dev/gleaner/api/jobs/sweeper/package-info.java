/** Ends what a process left half done. */
@NullMarked
package dev.gleaner.api.jobs.sweeper;

import org.jspecify.annotations.NullMarked;
