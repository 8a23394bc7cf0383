/** Writes the body of an article as Markdown. */
@NullMarked
package dev.gleaner.extract.markdown;

import org.jspecify.annotations.NullMarked;
