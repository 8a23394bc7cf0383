/** Keeps what consumers tell of their scrapers, and what their commands write, in MongoDB. */
@NullMarked
package dev.gleaner.scraper.mongo;

import org.jspecify.annotations.NullMarked;
