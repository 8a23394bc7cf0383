/** What the world is told while a job moves. */
@NullMarked
package dev.gleaner.progress;

import org.jspecify.annotations.NullMarked;
