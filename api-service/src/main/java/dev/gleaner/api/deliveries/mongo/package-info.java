/** How endpoints stand, in MongoDB. */
@NullMarked
package dev.gleaner.api.deliveries.mongo;

import org.jspecify.annotations.NullMarked;
