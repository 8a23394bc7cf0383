/** Presets over HTTP. */
@NullMarked
package dev.gleaner.api.presets.web;

import org.jspecify.annotations.NullMarked;
