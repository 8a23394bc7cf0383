/** Presets in MongoDB. */
@NullMarked
package dev.gleaner.api.presets.mongo;

import org.jspecify.annotations.NullMarked;
