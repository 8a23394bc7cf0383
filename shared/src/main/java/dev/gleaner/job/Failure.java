package dev.gleaner.job;

import dev.gleaner.article.ErrorCode;
import java.time.Instant;

/** An article that a job did not get. */
public record Failure(String articleId, ErrorCode code, String error, Instant at) {}
