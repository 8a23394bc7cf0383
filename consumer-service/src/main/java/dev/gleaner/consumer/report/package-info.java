/** Says, with every beat, what this consumer does now. */
@NullMarked
package dev.gleaner.consumer.report;

import org.jspecify.annotations.NullMarked;
