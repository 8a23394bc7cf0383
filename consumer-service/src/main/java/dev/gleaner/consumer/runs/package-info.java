/** Runs: commands that find articles by themselves, which become articles of the job while they come. */
@NullMarked
package dev.gleaner.consumer.runs;

import org.jspecify.annotations.NullMarked;
