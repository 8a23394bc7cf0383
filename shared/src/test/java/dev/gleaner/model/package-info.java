/** A model of the protocol between the stores, searched in every order of its steps. */
@NullMarked
package dev.gleaner.model;

import org.jspecify.annotations.NullMarked;
