/** A list becomes a job, and is waited for. */
@NullMarked
package dev.gleaner.cli.submit;

import org.jspecify.annotations.NullMarked;
