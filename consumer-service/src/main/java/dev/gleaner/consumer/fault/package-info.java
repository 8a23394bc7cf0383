/** What is done about faults: a store that is away is waited for, what cannot be worked on is set aside, the rest ends the process. */
@NullMarked
package dev.gleaner.consumer.fault;

import org.jspecify.annotations.NullMarked;
