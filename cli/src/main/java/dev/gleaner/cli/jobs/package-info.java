/** Commands about jobs that are there. */
@NullMarked
package dev.gleaner.cli.jobs;

import org.jspecify.annotations.NullMarked;
