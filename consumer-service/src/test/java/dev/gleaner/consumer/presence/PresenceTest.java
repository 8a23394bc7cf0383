package dev.gleaner.consumer.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gleaner.fleet.Leases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final FakeLeases leases = new FakeLeases();
    private final List<String> lost = new ArrayList<>();
    private long nanos;
    private final Presence presence = new Presence(leases, "here", Duration.ofSeconds(12), () -> nanos);

    @BeforeEach
    void listen() {
        presence.onFenced(lost::add);
    }

    @Test
    void theFirstBeatBeginsAnIncarnation() {
        assertThat(presence.incarnation()).isEmpty();
        presence.beat();
        assertThat(presence.incarnation()).startsWith("here-");
        assertThat(leases.valid).containsExactly(presence.incarnation());
    }

    @Test
    void aLostLeaseEndsTheWorkAndBeginsANewIncarnation() {
        presence.beat();
        String first = presence.incarnation();
        leases.valid.clear();

        presence.beat();

        assertThat(lost).containsExactly(first);
        assertThat(presence.incarnation()).isNotEqualTo(first).isNotEmpty();
    }

    @Test
    void aClaimThatIsFencedIsTheSameAndOnlyOnce() {
        presence.beat();
        String first = presence.incarnation();
        presence.lost(first);
        presence.lost(first);

        assertThat(lost).containsExactly(first);
    }

    @Test
    void aShortOutageOfRedisKeepsTheWork() {
        presence.beat();
        String first = presence.incarnation();
        leases.away = true;
        nanos = Duration.ofSeconds(9).toNanos();
        assertThatIllegalStateException().isThrownBy(presence::beat);
        leases.away = false;
        presence.beat();

        assertThat(lost).isEmpty();
        assertThat(presence.incarnation()).isEqualTo(first);
    }

    @Test
    void aLeaseThatMayBeOverIsGivenUpBeforeRedisGivesItAway() {
        presence.beat();
        String first = presence.incarnation();
        leases.away = true;
        nanos = Duration.ofSeconds(10).toNanos();

        assertThatIllegalStateException().isThrownBy(presence::beat);

        assertThat(lost).containsExactly(first);
        assertThat(presence.incarnation()).isEmpty();
    }

    private static final class FakeLeases implements Leases {
        final Set<String> valid = new HashSet<>();
        boolean away;

        @Override
        public void register(String incarnation) {
            require();
            valid.add(incarnation);
        }

        @Override
        public boolean beat(String incarnation) {
            require();
            return valid.contains(incarnation);
        }

        @Override
        public void leave(String incarnation) {
            valid.remove(incarnation);
        }

        @Override
        public List<String> expired() {
            return List.of();
        }

        @Override
        public long reap(String incarnation) {
            return -1;
        }

        private void require() {
            if (away) {
                throw new IllegalStateException("away");
            }
        }
    }
}
