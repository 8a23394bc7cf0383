/** Gets an article from where it is: the door between the work on articles and the ways of scraping them. */
@NullMarked
package dev.gleaner.consumer.scrape;

import org.jspecify.annotations.NullMarked;
