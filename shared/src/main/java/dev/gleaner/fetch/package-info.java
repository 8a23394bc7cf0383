/** The one guarded door out: every request to the outside passes the address policy and keeps within the limits. */
@NullMarked
package dev.gleaner.fetch;

import org.jspecify.annotations.NullMarked;
