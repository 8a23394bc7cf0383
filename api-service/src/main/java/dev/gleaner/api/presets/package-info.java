/** Work under a name, to be used again by submissions and schedules. */
@NullMarked
package dev.gleaner.api.presets;

import org.jspecify.annotations.NullMarked;
