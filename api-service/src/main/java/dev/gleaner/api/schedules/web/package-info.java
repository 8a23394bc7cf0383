/** Schedules over REST. */
@NullMarked
package dev.gleaner.api.schedules.web;

import org.jspecify.annotations.NullMarked;
