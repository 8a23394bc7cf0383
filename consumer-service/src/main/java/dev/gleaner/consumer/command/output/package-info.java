/** What commands print or write, read as articles. */
@NullMarked
package dev.gleaner.consumer.command.output;

import org.jspecify.annotations.NullMarked;
