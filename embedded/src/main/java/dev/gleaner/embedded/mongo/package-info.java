/** MongoDB: an installed mongod, or mongo-java-server with its data in a file or in memory. */
@NullMarked
package dev.gleaner.embedded.mongo;

import org.jspecify.annotations.NullMarked;
