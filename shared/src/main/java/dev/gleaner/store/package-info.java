/** What every use of a store shares: that it is away, and durability. */
@NullMarked
package dev.gleaner.store;

import org.jspecify.annotations.NullMarked;
