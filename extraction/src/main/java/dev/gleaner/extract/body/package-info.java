/** Finds the body of the article in a page: what is boilerplate, which blocks belong together, where the article ends. */
@NullMarked
package dev.gleaner.extract.body;

import org.jspecify.annotations.NullMarked;
