/** What is stored of single articles, and how far each article of a job is. */
@NullMarked
package dev.gleaner.api.articles;

import org.jspecify.annotations.NullMarked;
