/** What every use of a store shares: waiting for it at the start, repeating after a passing fault, durability. */
@NullMarked
package dev.gleaner.store;

import org.jspecify.annotations.NullMarked;
