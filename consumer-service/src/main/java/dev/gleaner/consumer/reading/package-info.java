/**
 * Reads pages on a few threads of their own, within a share of the heap, urgent and small ones first, so that no page costs
 * another its reading or its consumer.
 */
@NullMarked
package dev.gleaner.consumer.reading;

import org.jspecify.annotations.NullMarked;
