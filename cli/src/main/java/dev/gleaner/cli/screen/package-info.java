/** What people see: tables, bars, spans of time. */
@NullMarked
package dev.gleaner.cli.screen;

import org.jspecify.annotations.NullMarked;
