@NullMarked
package dev.gleaner.embedded;

import org.jspecify.annotations.NullMarked;
