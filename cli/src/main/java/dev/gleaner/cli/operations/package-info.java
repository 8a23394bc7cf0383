/** How the fleet is, and what it has. */
@NullMarked
package dev.gleaner.cli.operations;

import org.jspecify.annotations.NullMarked;
