/** Work that repeats by itself, from the command line and from files. */
@NullMarked
package dev.gleaner.cli.schedules;

import org.jspecify.annotations.NullMarked;
