/** Ids by chance, and fingerprints of texts. */
@NullMarked
package dev.gleaner.id;

import org.jspecify.annotations.NullMarked;
