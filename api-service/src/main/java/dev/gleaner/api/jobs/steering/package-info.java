/** Pauses open jobs, resumes them, and gives what waits of them another priority. */
@NullMarked
package dev.gleaner.api.jobs.steering;

import org.jspecify.annotations.NullMarked;
