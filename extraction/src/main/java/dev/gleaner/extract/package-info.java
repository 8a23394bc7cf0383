/** Reads the article out of a page: a pure function from bytes to text and what is known of it. */
@NullMarked
package dev.gleaner.extract;

import org.jspecify.annotations.NullMarked;
