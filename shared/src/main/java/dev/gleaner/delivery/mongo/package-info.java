/** What is owed, in MongoDB. */
@NullMarked
package dev.gleaner.delivery.mongo;

import org.jspecify.annotations.NullMarked;
