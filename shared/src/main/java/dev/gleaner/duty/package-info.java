/** What a process does again and again, and how it ends when a thread dies that it cannot do without. */
@NullMarked
package dev.gleaner.duty;

import org.jspecify.annotations.NullMarked;
