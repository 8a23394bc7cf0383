/** Keeps this process's lease, and tells when it is lost. */
@NullMarked
package dev.gleaner.consumer.presence;

import org.jspecify.annotations.NullMarked;
