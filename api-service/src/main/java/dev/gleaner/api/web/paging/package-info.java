/** Cuts long lists into pages that a client asks for one after the other. */
@NullMarked
package dev.gleaner.api.web.paging;

import org.jspecify.annotations.NullMarked;
