/** Lists of articles that lie elsewhere: feeds, sitemaps, JSON and plain text. */
@NullMarked
package dev.gleaner.api.work.list;

import org.jspecify.annotations.NullMarked;
