/** Does what is owed when jobs have ended, tells how that went, and does it again on request. */
@NullMarked
package dev.gleaner.api.deliveries;

import org.jspecify.annotations.NullMarked;
