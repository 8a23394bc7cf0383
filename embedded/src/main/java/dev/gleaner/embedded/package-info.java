/** MongoDB and Redis for a start without any installation. */
@NullMarked
package dev.gleaner.embedded;

import org.jspecify.annotations.NullMarked;
