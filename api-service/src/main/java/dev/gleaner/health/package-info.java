/** Whether this process and its stores are well. */
@NullMarked
package dev.gleaner.health;

import org.jspecify.annotations.NullMarked;
