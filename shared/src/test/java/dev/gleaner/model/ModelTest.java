package dev.gleaner.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every order of the protocol's steps within bounds, and that the search would notice a wrong step. */
class ModelTest {
    private static final int FIRST = 1;
    private static final int BOTH = 3;

    /** More than any of the small searches needs. */
    private static final int ENOUGH = 1_000_000;

    /** Two jobs that want the same article, two consumers. */
    private static final Bounds SHARED = Bounds.of(FIRST, FIRST);

    static Stream<Named> small() {
        return Stream.of(
                new Named("two jobs share an article", SHARED),
                new Named("its fetch may fail", SHARED.withFailures()),
                new Named("the first job may be cancelled", SHARED.withCancel()),
                new Named("the first job may be retried", SHARED.withRetry().withConsumers(1)),
                new Named("an audit meanwhile", SHARED.withAudits(1)),
                new Named("a process may die anywhere, or lose its lease", SHARED.withFaults(1)),
                new Named(
                        "two may die, and the article be given up for it",
                        Bounds.of(FIRST).withConsumers(1).withFaults(2).withFailures()),
                new Named(
                        "Redis is emptied anywhere, and an audit",
                        SHARED.withWipes(1).withAudits(1)),
                new Named(
                        "one of two articles is shared, and a process may die",
                        Bounds.of(BOTH, FIRST).withConsumers(1).withFaults(1)));
    }

    static Stream<Named> large() {
        return Stream.of(
                new Named(
                        "two deaths, and fetches that fail",
                        SHARED.withFaults(2).withFailures()),
                new Named("cancel and a death", SHARED.withFaults(1).withCancel()),
                new Named("retry and a death", SHARED.withFaults(1).withRetry()),
                new Named(
                        "a wipe, a death and an audit",
                        SHARED.withWipes(1).withFaults(1).withAudits(1)),
                new Named("two wipes", SHARED.withWipes(2).withFailures()),
                new Named(
                        "cancel, a wipe and an audit",
                        SHARED.withCancel().withWipes(1).withAudits(1)),
                new Named("two articles and a death", Bounds.of(BOTH, FIRST).withFaults(1)),
                new Named("two articles and a wipe", Bounds.of(BOTH, BOTH).withWipes(1)));
    }

    @ParameterizedTest
    @MethodSource("small")
    void everyPromiseHoldsInEveryOrder(Named search) {
        Search.Result result = run(search, ENOUGH);
        assertThat(result.violation()).isNull();
        assertThat(result.whole()).as("every state was visited").isTrue();
        assertThat(result.ends()).isPositive();
    }

    /** As far as asked for: these have more states than a quick build can visit. */
    @ParameterizedTest
    @MethodSource("large")
    @EnabledIfSystemProperty(named = "gleaner.model.states", matches = "\\d+")
    void everyPromiseHoldsAsFarAsTheSearchGoes(Named search) {
        assertThat(run(search, Integer.getInteger("gleaner.model.states")).violation())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aWrongStepIsNoticed(Mutant mutant) {
        String found = Stream.of(
                        SHARED,
                        SHARED.withCancel(),
                        SHARED.withConsumers(1).withRetry(),
                        SHARED.withAudits(1),
                        Bounds.of(FIRST).withFaults(2).withFailures(),
                        Bounds.of(FIRST).withWipes(1).withFaults(1).withAudits(1),
                        SHARED.withFaults(1))
                .map(bounds -> new Search(bounds.with(mutant), ENOUGH).run().violation())
                .filter(violation -> violation != null)
                .findFirst()
                .orElse("nothing");
        System.out.println(
                "Model: " + mutant + " is noticed: " + found.lines().findFirst().orElse("") + ", after "
                        + (found.lines().count() - 2) + " steps");
        assertThat(found).contains("\n  leads to ");
    }

    @Test
    void theWayToAViolationIsTold() {
        Search.Result result = new Search(SHARED.with(Mutant.REMOVE_BEFORE_SETTLE), ENOUGH).run();
        assertThat(result.violation())
                .startsWith("open-address-has-a-task: job 0, article 0")
                .contains("api0 commit", "consumer0 claim", "consumer0 remove 0");
        assertThat(result.whole()).isFalse();
    }

    private static Search.Result run(Named search, int most) {
        Search.Result result = new Search(search.bounds, most).run();
        System.out.printf(
                "Model: %s: %,d states, %,d transitions, %,d ends%s%n",
                search.name,
                result.states(),
                result.transitions(),
                result.ends(),
                result.whole() ? "" : " (not all visited)");
        return result;
    }

    record Named(String name, Bounds bounds) {
        @Override
        public String toString() {
            return name;
        }
    }
}
