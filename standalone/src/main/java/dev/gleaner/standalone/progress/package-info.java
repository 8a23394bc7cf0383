/** How far a job is, for people at a terminal. */
@NullMarked
package dev.gleaner.standalone.progress;

import org.jspecify.annotations.NullMarked;
