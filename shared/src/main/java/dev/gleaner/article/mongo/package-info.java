/** Articles in MongoDB. */
@NullMarked
package dev.gleaner.article.mongo;

import org.jspecify.annotations.NullMarked;
