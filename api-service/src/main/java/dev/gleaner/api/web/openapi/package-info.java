/** The document of the API, beyond what the annotations of its doors say. */
@NullMarked
package dev.gleaner.api.web.openapi;

import org.jspecify.annotations.NullMarked;
