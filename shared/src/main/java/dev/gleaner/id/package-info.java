/** Random ids. */
@NullMarked
package dev.gleaner.id;

import org.jspecify.annotations.NullMarked;
