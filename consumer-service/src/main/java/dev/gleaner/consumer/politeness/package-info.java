/** What sites ask of us: robots.txt, and to be left alone when they are down. */
@NullMarked
package dev.gleaner.consumer.politeness;

import org.jspecify.annotations.NullMarked;
