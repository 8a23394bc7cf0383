/** Keeps this process's lease, and tells when it is lost. */
@NullMarked
package dev.gleaner.presence;

import org.jspecify.annotations.NullMarked;
