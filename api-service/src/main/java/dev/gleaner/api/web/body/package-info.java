/** What small bodies and parameters of requests hold, read field by field. */
@NullMarked
package dev.gleaner.api.web.body;

import org.jspecify.annotations.NullMarked;
