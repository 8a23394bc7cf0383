/** What a job asks of its fetches, as it lies in MongoDB. */
@NullMarked
package dev.gleaner.fetch.mongo;

import org.jspecify.annotations.NullMarked;
