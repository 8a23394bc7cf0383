/** Keeps pages of strangers, open in a browser on this machine, from reading and writing here. */
@NullMarked
package dev.gleaner.api.web.guard;

import org.jspecify.annotations.NullMarked;
