/** The consumer service as a process. */
@NullMarked
package dev.gleaner.consumer;

import org.jspecify.annotations.NullMarked;
