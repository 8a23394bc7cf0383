/** Asks a configured store how it is. */
@NullMarked
package dev.gleaner.standalone.doctor.mongo;

import org.jspecify.annotations.NullMarked;
