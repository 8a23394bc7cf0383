@NullMarked
package dev.gleaner.standalone;

import org.jspecify.annotations.NullMarked;
