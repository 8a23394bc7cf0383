/** How a list of addresses becomes a job. */
@NullMarked
package dev.gleaner.submission;

import org.jspecify.annotations.NullMarked;
