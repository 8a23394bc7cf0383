package dev.gleaner.api.health;

import java.util.function.Supplier;

/**
 * Asks one store whether it would take a write now.
 *
 * @param name as told in the answer
 * @param probe throws if it would not
 * @param silence why there may be no answer at all, for people
 */
public record StoreProbe(String name, Runnable probe, Supplier<String> silence) {}
