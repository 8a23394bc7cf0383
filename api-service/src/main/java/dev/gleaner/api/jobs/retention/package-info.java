/** Removes what is older than the operator wants to keep. */
@NullMarked
package dev.gleaner.api.jobs.retention;

import org.jspecify.annotations.NullMarked;
