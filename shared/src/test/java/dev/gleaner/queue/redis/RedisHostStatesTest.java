package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.HostPace.Complaint;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Standing;
import dev.gleaner.queue.PauseReason;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How hosts stand, as operators are told, and what they may do about it. */
class RedisHostStatesTest extends HostsInRedis {
    @Test
    void anOperatorResumesAHost() {
        complain("a1", Duration.ofHours(1));
        push(HOST, 5);
        assertThat(claim(10)).isEmpty();

        stores.hosts.resume(HOST);

        assertThat(claim(10)).hasSize(4);
        HostState state = stores.hosts.find(HOST).orElseThrow();
        assertThat(state.standing()).isEqualTo(Standing.OPEN);
        assertThat(state.reason()).isNull();
        assertThat(complain("a2")).as("as if nothing had been").isEmpty();
    }

    @Test
    void hostsAreListedThePausedFirst() {
        complain("c.example", "c1", Duration.ofMinutes(5));
        complain("d.example", "d1", Duration.ofHours(5));
        slow("b.example");
        itsPauseIsOver("b.example");
        push("a.example", 6);
        claim(10);

        assertThat(stores.hosts.list(null, 10).hosts())
                .extracting(HostState::host)
                .containsExactly("d.example", "c.example", "b.example", "a.example");
        assertThat(stores.hosts.list(Standing.SLOWED, 10).hosts())
                .extracting(HostState::host)
                .containsExactly("b.example");
        assertThat(stores.hosts.list(Standing.OPEN, 10).hosts()).singleElement().satisfies(state -> {
            assertThat(state.running()).isEqualTo(4);
            assertThat(state.waiting()).isEqualTo(2);
        });
        assertThat(stores.hosts.list(Standing.PAUSED, 1).hosts()).hasSize(1);
        assertThat(stores.hosts.list(Standing.PAUSED, 1).total()).isEqualTo(2);
        assertThat(stores.hosts.find("nobody.example")).isEmpty();
    }

    /** A process of the version before pauses hosts without a word why, and counts in a key of its own. */
    @Test
    void aPauseOfTheVersionBeforeIsKeptAndEnded() {
        long end = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
        stores.redis.opsForHash().put(stores.keys.pace(), HOST, Long.toString(end));
        stores.redis.opsForValue().set(stores.keys.strikesPrefix() + HOST, "3|" + end, Duration.ofHours(1));
        push(HOST, 1);
        assertThat(claim(10)).isEmpty();
        assertThat(stores.hosts.find(HOST).orElseThrow().reason()).isEqualTo(new PauseReason.Other());

        stores.hosts.resume(HOST);

        assertThat(claim(10)).hasSize(1);
        assertThat(stores.redis.hasKey(stores.keys.strikesPrefix() + HOST)).isFalse();
    }

    @Test
    void whatCannotBeReadOfAHostIsAsGoodAsNothing() {
        stores.redis.opsForHash().put(stores.keys.slowed(), HOST, "1|2|nonsense");
        push(HOST, 4);

        assertThat(claim(10)).hasSize(4);
        stores.view.rebuildHosts();
        assertThat(stores.redis.hasKey(stores.keys.slowed())).isFalse();
    }

    @Test
    void aRobotsFileThatIsRefusedIsTheReason() {
        stores.queue.complained(new Complaint(on(HOST, "a1"), 503, Duration.ofHours(1), true));

        assertThat(stores.hosts.find(HOST).orElseThrow().reason()).isEqualTo(new PauseReason.Robots(503));
    }
}
