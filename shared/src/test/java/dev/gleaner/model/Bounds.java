package dev.gleaner.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * How far a search goes.
 *
 * @param articles of each job, as a set of bits: 1 for the first article, 2 for the second, 3 for both
 * @param faults deaths of a process and leases that end under a living consumer, together
 * @param wipes times that Redis is emptied
 * @param cancel whether the first job may be cancelled, at any moment
 * @param retry whether the failed of the first job may be retried
 * @param audits that begin while others work; one always comes when nothing else can move
 * @param failures whether a fetch may fail, for good or for now
 */
record Bounds(
        int[] articles,
        int consumers,
        int faults,
        int wipes,
        boolean cancel,
        boolean retry,
        int audits,
        boolean failures,
        Set<Mutant> mutants) {

    static Bounds of(int... articles) {
        return new Bounds(articles, 2, 0, 0, false, false, 0, false, EnumSet.noneOf(Mutant.class));
    }

    Bounds withConsumers(int count) {
        return new Bounds(articles, count, faults, wipes, cancel, retry, audits, failures, mutants);
    }

    Bounds withFaults(int count) {
        return new Bounds(articles, consumers, count, wipes, cancel, retry, audits, failures, mutants);
    }

    Bounds withWipes(int count) {
        return new Bounds(articles, consumers, faults, count, cancel, retry, audits, failures, mutants);
    }

    Bounds withCancel() {
        return new Bounds(articles, consumers, faults, wipes, true, retry, audits, failures, mutants);
    }

    Bounds withRetry() {
        return new Bounds(articles, consumers, faults, wipes, cancel, true, audits, true, mutants);
    }

    Bounds withAudits(int count) {
        return new Bounds(articles, consumers, faults, wipes, cancel, retry, count, failures, mutants);
    }

    Bounds withFailures() {
        return new Bounds(articles, consumers, faults, wipes, cancel, retry, audits, true, mutants);
    }

    Bounds with(Mutant mutant) {
        return new Bounds(articles, consumers, faults, wipes, cancel, retry, audits, failures, EnumSet.of(mutant));
    }

    boolean has(Mutant mutant) {
        return mutants.contains(mutant);
    }
}
