/** What shells need to complete commands and options. */
@NullMarked
package dev.gleaner.cli.completion;

import org.jspecify.annotations.NullMarked;
