/** When a schedule will be due, and what its owner may not expect of it. */
@NullMarked
package dev.gleaner.api.schedules.preview;

import org.jspecify.annotations.NullMarked;
