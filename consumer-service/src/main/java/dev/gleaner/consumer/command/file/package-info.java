/** The file in which the operator of a consumer defines its scrapers: read, held against its rules, and read again when it changes. */
@NullMarked
package dev.gleaner.consumer.command.file;

import org.jspecify.annotations.NullMarked;
