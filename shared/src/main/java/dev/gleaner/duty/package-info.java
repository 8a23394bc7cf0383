/** What a process does again and again. */
@NullMarked
package dev.gleaner.duty;

import org.jspecify.annotations.NullMarked;
