/** Scrapers that are external commands: their definitions, and what they are given. */
@NullMarked
package dev.gleaner.consumer.command;

import org.jspecify.annotations.NullMarked;
