/** The command line over the jobs: reads arguments, prints records. Small, since each call is a process of its own. */
@NullMarked
package dev.gleaner.exec.cli;

import org.jspecify.annotations.NullMarked;
