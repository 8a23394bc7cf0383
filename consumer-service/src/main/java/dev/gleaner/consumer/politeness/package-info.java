/** What sites ask of a crawler: to obey robots.txt, to ask less often, and not to ask while they are down. */
@NullMarked
package dev.gleaner.consumer.politeness;

import org.jspecify.annotations.NullMarked;
