/** What a job brought, in short, and the files that are written of it. */
@NullMarked
package dev.gleaner.api.report;

import org.jspecify.annotations.NullMarked;
