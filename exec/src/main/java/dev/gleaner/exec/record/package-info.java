/** What is known of a command job, as plain files that several programs may read and write at once. */
@NullMarked
package dev.gleaner.exec.record;

import org.jspecify.annotations.NullMarked;
