package dev.gleaner.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private final List<Integer> done = new ArrayList<>();
    private final List<Integer> aside = new ArrayList<>();
    private int steps;

    @Test
    void nobodyButThePoisonedOneLosesItsTurn() {
        List<Integer> all = IntStream.range(0, 32).boxed().toList();

        Halving.each(all, part -> doBut(17, part), (one, fault) -> aside.add(one));

        assertThat(aside).containsExactly(17);
        assertThat(done).hasSize(31).doesNotContain(17);
        assertThat(steps).isEqualTo(11);
    }

    @Test
    void nothingIsNoStep() {
        Halving.each(List.<Integer>of(), part -> doBut(0, part), (one, fault) -> aside.add(one));

        assertThat(steps).isZero();
    }

    @Test
    void anOutageIsNobodysFault() {
        assertThatExceptionOfType(StoreAwayException.class)
                .isThrownBy(() -> Halving.each(
                        List.of(1, 2),
                        part -> {
                            throw new StoreAwayException(
                                    Store.MONGODB, Kind.AWAY, new IllegalStateException("planted"));
                        },
                        (one, fault) -> aside.add(one)));
        assertThat(aside).isEmpty();
    }

    private void doBut(int poisoned, List<Integer> part) {
        steps++;
        if (part.contains(poisoned)) {
            throw new IllegalStateException("poisoned");
        }
        done.addAll(part);
    }
}
