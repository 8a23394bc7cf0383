/** The API's own way out, through the guarded door: messages to others, and lists of articles. */
@NullMarked
package dev.gleaner.api.outgoing;

import org.jspecify.annotations.NullMarked;
