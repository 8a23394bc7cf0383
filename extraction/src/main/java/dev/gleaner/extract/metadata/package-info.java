/** What a page declares about its article, in JSON-LD, meta elements and markup, each value with its source. */
@NullMarked
package dev.gleaner.extract.metadata;

import org.jspecify.annotations.NullMarked;
