/** Many schedules as one document: out of the system, into it, or the system made like the document. */
@NullMarked
package dev.gleaner.api.schedules.transfer;

import org.jspecify.annotations.NullMarked;
