/** The command line of a running Gleaner: which commands there are, and which one is asked for. */
@NullMarked
package dev.gleaner.cli;

import org.jspecify.annotations.NullMarked;
