@NullMarked
package dev.gleaner.testkit;

import org.jspecify.annotations.NullMarked;
