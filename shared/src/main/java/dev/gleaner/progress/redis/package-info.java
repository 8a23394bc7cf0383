/** Progress over Redis publish and subscribe. */
@NullMarked
package dev.gleaner.progress.redis;

import org.jspecify.annotations.NullMarked;
