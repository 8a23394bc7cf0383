/**
 * Looks whether what the stores hold keeps the promises: every accepted address has one end or is being worked on, numbers
 * add up, what has ended stays. Reads only.
 */
@NullMarked
package dev.gleaner.check;

import org.jspecify.annotations.NullMarked;
