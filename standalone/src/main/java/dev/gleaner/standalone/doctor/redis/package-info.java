/** Asks a configured store how it is. */
@NullMarked
package dev.gleaner.standalone.doctor.redis;

import org.jspecify.annotations.NullMarked;
