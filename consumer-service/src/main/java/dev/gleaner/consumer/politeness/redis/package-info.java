/** The robots.txt files of sites, kept in Redis for the whole fleet. */
@NullMarked
package dev.gleaner.consumer.politeness.redis;

import org.jspecify.annotations.NullMarked;
