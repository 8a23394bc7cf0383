/** Gleaner as one program: the command line, and both services with their stores in a single process. */
@NullMarked
package dev.gleaner.standalone;

import org.jspecify.annotations.NullMarked;
