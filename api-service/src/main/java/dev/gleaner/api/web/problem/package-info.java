/** Errors as answers: problem documents of RFC 9457. */
@NullMarked
package dev.gleaner.api.web.problem;

import org.jspecify.annotations.NullMarked;
