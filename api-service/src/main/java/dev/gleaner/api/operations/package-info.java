/** How the fleet fares, for those who run it. */
@NullMarked
package dev.gleaner.api.operations;

import org.jspecify.annotations.NullMarked;
