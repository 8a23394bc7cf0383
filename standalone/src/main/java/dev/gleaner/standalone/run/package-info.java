/** A list of articles from its file to its results, in one command. */
@NullMarked
package dev.gleaner.standalone.run;

import org.jspecify.annotations.NullMarked;
