/** What the tests of all modules share: stores and processes. */
@NullMarked
package dev.gleaner.testkit;

import org.jspecify.annotations.NullMarked;
