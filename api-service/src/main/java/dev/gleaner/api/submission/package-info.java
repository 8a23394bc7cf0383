/** How a list of addresses becomes a job. */
@NullMarked
package dev.gleaner.api.submission;

import org.jspecify.annotations.NullMarked;
