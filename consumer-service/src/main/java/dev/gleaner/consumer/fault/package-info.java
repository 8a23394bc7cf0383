/** Tells faults apart: an outage is waited out, what is poisoned is set aside, what is fatal ends the process. */
@NullMarked
package dev.gleaner.consumer.fault;

import org.jspecify.annotations.NullMarked;
