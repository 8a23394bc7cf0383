/** The order in which open work is handed out. */
@NullMarked
package dev.gleaner.queue;

import org.jspecify.annotations.NullMarked;
