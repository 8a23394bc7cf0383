/** Jobs, tasks and articles as they lie in MongoDB, read for a check. */
@NullMarked
package dev.gleaner.check.mongo;

import org.jspecify.annotations.NullMarked;
