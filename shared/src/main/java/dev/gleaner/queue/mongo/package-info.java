/** What operators have ordered of hosts, in MongoDB. */
@NullMarked
package dev.gleaner.queue.mongo;

import org.jspecify.annotations.NullMarked;
