/** MongoCollections and bulk writes in MongoDB. */
@NullMarked
package dev.gleaner.store.mongo;

import org.jspecify.annotations.NullMarked;
