package dev.gleaner.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at something owed.
 *
 * @param at when it began
 * @param httpStatus that a receiver answered; null if there was no answer, or it was no message
 * @param exitCode of a command; null if it did not end by itself, or there was none
 * @param error why it failed, for the owner to read; null if it went well
 * @param output what a command wrote, bounded; null for anything else
 */
public record Try(
        Instant at,
        Duration took,
        @Nullable Integer httpStatus,
        @Nullable Integer exitCode,
        @Nullable String error,
        @Nullable String output) {}
