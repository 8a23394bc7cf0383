package dev.gleaner.delivery;

import java.time.Instant;

/**
 * The place of a delivery among those that are still to be done.
 *
 * @param at when it is to be looked at; moved on by whoever takes it, so that nobody else does meanwhile
 */
public record Due(String id, String lane, Instant at) {}
