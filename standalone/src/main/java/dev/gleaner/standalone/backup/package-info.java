/** Taking the embedded data away in one file, and bringing it back. */
@NullMarked
package dev.gleaner.standalone.backup;

import org.jspecify.annotations.NullMarked;
