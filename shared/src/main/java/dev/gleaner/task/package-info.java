/** The open work, one task for each article, shared by all jobs that wait for it; and how it is finished. */
@NullMarked
package dev.gleaner.task;

import org.jspecify.annotations.NullMarked;
