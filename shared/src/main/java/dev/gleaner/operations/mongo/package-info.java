/** The numbers of jobs in MongoDB. */
@NullMarked
package dev.gleaner.operations.mongo;

import org.jspecify.annotations.NullMarked;
