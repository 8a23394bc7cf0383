/** The page itself: from bytes to a parsed document, the index over its elements, and what is asked of texts and addresses. */
@NullMarked
package dev.gleaner.extract.page;

import org.jspecify.annotations.NullMarked;
