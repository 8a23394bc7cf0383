/** What clients see of jobs, and how they cancel them. */
@NullMarked
package dev.gleaner.api.jobs;

import org.jspecify.annotations.NullMarked;
