package dev.gleaner.health;

/**
 * Asks one store whether it answers.
 *
 * @param name as told in the answer
 * @param probe throws if it does not
 */
public record StoreProbe(String name, Runnable probe) {}
