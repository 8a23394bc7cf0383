/** What people type, on a server that only says what it was asked. */
@NullMarked
package dev.gleaner.cli;

import org.jspecify.annotations.NullMarked;
