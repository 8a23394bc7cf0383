/** Tasks in MongoDB. */
@NullMarked
package dev.gleaner.task.mongo;

import org.jspecify.annotations.NullMarked;
