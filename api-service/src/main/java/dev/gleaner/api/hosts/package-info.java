/** How hosts stand in the queue, and an operator's hand in it. */
@NullMarked
package dev.gleaner.api.hosts;

import org.jspecify.annotations.NullMarked;
