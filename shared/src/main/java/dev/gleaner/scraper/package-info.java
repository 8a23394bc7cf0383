/** Scrapers by name: what consumers offer, and what an article, a job, a preset or a schedule asks for. */
@NullMarked
package dev.gleaner.scraper;

import org.jspecify.annotations.NullMarked;
