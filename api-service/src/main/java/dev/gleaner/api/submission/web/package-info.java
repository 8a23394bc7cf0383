/** Submissions over HTTP: their JSON, their answers, their problems. */
@NullMarked
package dev.gleaner.api.submission.web;

import org.jspecify.annotations.NullMarked;
