/** Writes what jobs brought into files, whole or not at all, and never outside their folder. */
@NullMarked
package dev.gleaner.api.outputs;

import org.jspecify.annotations.NullMarked;
