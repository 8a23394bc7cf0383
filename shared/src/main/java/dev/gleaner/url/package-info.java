/** What an article's address is, and when two addresses mean the same page. */
@NullMarked
package dev.gleaner.url;

import org.jspecify.annotations.NullMarked;
