/** A fleet under load whose every part is broken again and again, by a plan that a seed repeats. */
@NullMarked
package dev.gleaner.system.chaos;

import org.jspecify.annotations.NullMarked;
