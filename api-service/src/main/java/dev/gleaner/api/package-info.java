/** The API service as a process. */
@NullMarked
package dev.gleaner.api;

import org.jspecify.annotations.NullMarked;
