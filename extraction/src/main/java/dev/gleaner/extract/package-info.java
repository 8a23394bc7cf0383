/** The door of the extractor: a pure function from the bytes of a page to its article or to a reasoned refusal. */
@NullMarked
package dev.gleaner.extract;

import org.jspecify.annotations.NullMarked;
