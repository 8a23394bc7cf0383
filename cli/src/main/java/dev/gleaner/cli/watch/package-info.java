/** How far jobs are, as it happens. */
@NullMarked
package dev.gleaner.cli.watch;

import org.jspecify.annotations.NullMarked;
