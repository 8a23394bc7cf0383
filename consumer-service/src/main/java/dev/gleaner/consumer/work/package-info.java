/** Claims articles, runs them, and lets them go again when they are not wanted any more. */
@NullMarked
package dev.gleaner.consumer.work;

import org.jspecify.annotations.NullMarked;
