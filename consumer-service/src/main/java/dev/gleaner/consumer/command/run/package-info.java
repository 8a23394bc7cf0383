/** Commands of scrapers are run: each in its folder, in its turn, followed to its end, with its logs kept. */
@NullMarked
package dev.gleaner.consumer.command.run;

import org.jspecify.annotations.NullMarked;
