/** Jobs, their submitted items, intents and idempotency records in MongoDB. */
@NullMarked
package dev.gleaner.job.mongo;

import org.jspecify.annotations.NullMarked;
