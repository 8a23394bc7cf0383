package dev.gleaner.api.work.list;

import java.time.Duration;

/**
 * What the reading of one list may take.
 *
 * @param mostArticles that are taken of it
 * @param maxBytes of one file, after decompression
 * @param mostFiles that are read of it, its index among them
 * @param timeout for all of its files
 * @param fileTimeout for one
 */
public record ListLimits(int mostArticles, int maxBytes, int mostFiles, Duration timeout, Duration fileTimeout) {}
