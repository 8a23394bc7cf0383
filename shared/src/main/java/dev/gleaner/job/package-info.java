/** A submitted list of addresses: what was asked for, how far it is, how it ended. */
@NullMarked
package dev.gleaner.job;

import org.jspecify.annotations.NullMarked;
