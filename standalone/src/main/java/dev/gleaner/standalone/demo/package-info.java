/** A small web site of our own on loopback, and a run that has it scraped through the public API. */
@NullMarked
package dev.gleaner.standalone.demo;

import org.jspecify.annotations.NullMarked;
