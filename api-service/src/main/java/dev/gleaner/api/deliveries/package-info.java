/** Does what is owed when jobs have ended. */
@NullMarked
package dev.gleaner.api.deliveries;

import org.jspecify.annotations.NullMarked;
