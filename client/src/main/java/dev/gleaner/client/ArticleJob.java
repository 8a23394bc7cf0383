package dev.gleaner.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that asked for an article.
 *
 * @param cached whether it was stored when the job was submitted
 */
public record ArticleJob(String jobId, @Nullable String name, JobStatus status, Instant createdAt, boolean cached) {}
