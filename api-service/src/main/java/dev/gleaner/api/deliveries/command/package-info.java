/** Runs commands of the operator when jobs have ended. */
@NullMarked
package dev.gleaner.api.deliveries.command;

import org.jspecify.annotations.NullMarked;
