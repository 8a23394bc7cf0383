/** What a job brought, streamed page by page. */
@NullMarked
package dev.gleaner.api.results;

import org.jspecify.annotations.NullMarked;
