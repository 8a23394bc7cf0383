/** What clients see of jobs, and how they cancel them. */
@NullMarked
package dev.gleaner.jobs;

import org.jspecify.annotations.NullMarked;
