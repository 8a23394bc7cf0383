/** Puts the parts of both services together: settings, connections to the stores, and the waiting for them at the start. */
@NullMarked
package dev.gleaner.platform;

import org.jspecify.annotations.NullMarked;
