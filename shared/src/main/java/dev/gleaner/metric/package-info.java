/** The numbers of this process and of the queue, as programs that watch read them. */
@NullMarked
package dev.gleaner.metric;

import org.jspecify.annotations.NullMarked;
