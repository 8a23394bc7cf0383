/** What the commands of scrapers wrote, as whoever submitted the job may read it. */
@NullMarked
package dev.gleaner.api.logs;

import org.jspecify.annotations.NullMarked;
