/** Whether this process and its stores are well. */
@NullMarked
package dev.gleaner.api.health;

import org.jspecify.annotations.NullMarked;
