/** A call of the command line: its words, what it is set to, and how it ends. */
@NullMarked
package dev.gleaner.cli.call;

import org.jspecify.annotations.NullMarked;
