/** The client against a server that says what a test wants it to. */
@NullMarked
package dev.gleaner.client;

import org.jspecify.annotations.NullMarked;
