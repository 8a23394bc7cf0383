/** How the fleet fares, in numbers: what happened by the minute, how the queue stands, and what consumers do now. */
@NullMarked
package dev.gleaner.operations;

import org.jspecify.annotations.NullMarked;
