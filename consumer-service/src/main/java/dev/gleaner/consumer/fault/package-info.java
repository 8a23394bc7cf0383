/** How an outage is waited out. */
@NullMarked
package dev.gleaner.consumer.fault;

import org.jspecify.annotations.NullMarked;
