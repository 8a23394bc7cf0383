/** The process that sees to one job: it starts the command, keeps what it writes, and notes how it ends. */
@NullMarked
package dev.gleaner.exec.oversight;

import org.jspecify.annotations.NullMarked;
