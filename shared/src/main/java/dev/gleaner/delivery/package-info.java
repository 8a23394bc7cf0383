/** What is owed to others when jobs end: told, written or started once at least. */
@NullMarked
package dev.gleaner.delivery;

import org.jspecify.annotations.NullMarked;
