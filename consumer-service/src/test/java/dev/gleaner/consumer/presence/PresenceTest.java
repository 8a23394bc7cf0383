package dev.gleaner.consumer.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gleaner.fleet.Leases;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.StoreAwayException.Kind;
import dev.gleaner.store.StoreAwayException.Store;
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
        presence.heartbeat();
        assertThat(presence.incarnation()).startsWith("here-");
        assertThat(leases.valid).containsExactly(presence.incarnation());
    }

    @Test
    void aLostLeaseEndsTheWorkAndBeginsANewIncarnation() {
        presence.heartbeat();
        String first = presence.incarnation();
        leases.valid.clear();

        presence.heartbeat();

        assertThat(lost).containsExactly(first);
        assertThat(presence.incarnation()).isNotEqualTo(first).isNotEmpty();
    }

    @Test
    void aClaimThatIsFencedIsTheSameAndOnlyOnce() {
        presence.heartbeat();
        String first = presence.incarnation();
        presence.lost(first);
        presence.lost(first);

        assertThat(lost).containsExactly(first);
    }

    @Test
    void aShortOutageOfRedisKeepsTheWork() {
        presence.heartbeat();
        String first = presence.incarnation();
        leases.away = true;
        nanos = Duration.ofSeconds(9).toNanos();
        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(presence::heartbeat);
        leases.away = false;
        presence.heartbeat();

        assertThat(lost).isEmpty();
        assertThat(presence.incarnation()).isEqualTo(first);
    }

    @Test
    void aLeaseThatMayBeOverIsGivenUpBeforeRedisGivesItAway() {
        presence.heartbeat();
        String first = presence.incarnation();
        leases.away = true;
        nanos = Duration.ofSeconds(10).toNanos();

        assertThatExceptionOfType(StoreAwayException.class).isThrownBy(presence::heartbeat);

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
        public boolean heartbeat(String incarnation) {
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
                throw new StoreAwayException(Store.REDIS, Kind.AWAY, new IllegalStateException("no answer"));
            }
        }
    }
}
