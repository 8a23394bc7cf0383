/** What people see. */
@NullMarked
package dev.gleaner.cli.screen;

import org.jspecify.annotations.NullMarked;
