package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.HostOrder;
import dev.gleaner.queue.HostPace.Complaint;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Standing;
import dev.gleaner.queue.PauseReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    @Test
    void nothingOfAHostIsHandedOutThatAnOperatorPaused() {
        push(HOST, 5);
        stores.hosts.obey(stores.orders.change(HOST, order -> order.pause(null, "it moves")));

        assertThat(claim(10)).isEmpty();
        HostState state = stores.hosts.find(HOST).orElseThrow();
        assertThat(state.standing()).isEqualTo(Standing.PAUSED);
        assertThat(state.pausedForGood()).isTrue();
        assertThat(state.why()).isEqualTo("an operator paused it");
        assertThat(stores.hosts.list(Standing.PAUSED, 10).hosts()).hasSize(1);
        assertThat(stores.hosts.counts().paused()).isEqualTo(1);
        assertThat(stores.orders.of(List.of(HOST)).get(HOST).note()).isEqualTo("it moves");

        stores.hosts.obey(stores.orders.change(HOST, HostOrder::resume));

        assertThat(claim(10)).hasSize(4);
        assertThat(stores.hosts.find(HOST).orElseThrow().order()).isNull();
    }

    @Test
    void anOperatorsLimitsStandInThePlaceOfAllOthers() {
        push(HOST, 9);
        stores.hosts.obey(stores.orders.change(HOST, order -> order.withMostAtOnce(6)));
        assertThat(claim(10)).hasSize(6);
        HostState state = stores.hosts.find(HOST).orElseThrow();
        assertThat(state.mostAtOnce()).isEqualTo(6);
        assertThat(stores.hosts.counts().limited()).isEqualTo(1);

        stores.hosts.obey(stores.orders.change(HOST, order -> order.withMostAtOnce(null)));
        assertThat(stores.hosts.find(HOST).orElseThrow().mostAtOnce()).isEqualTo(4);
    }

    @Test
    void theTimeBetweenTwoStartsIsAnOperators() {
        push(HOST, 3);
        stores.hosts.obey(stores.orders.change(HOST, order -> order.withDelay(Duration.ofHours(1))));

        assertThat(claim(10)).hasSize(1);
        assertThat(claim(10)).isEmpty();

        stores.hosts.obey(stores.orders.change(HOST, order -> order.withDelay(Duration.ZERO)));
        assertThat(claim(10)).hasSize(2);
    }

    @Test
    void anOlderOrderChangesNothingAndALostOneIsToldAgain() {
        HostOrder paused = stores.orders.change(HOST, order -> order.pause(null, null));
        HostOrder open = stores.orders.change(HOST, HostOrder::resume);
        assertThat(stores.hosts.obey(open)).isTrue();
        assertThat(stores.hosts.obey(paused)).isFalse();
        stores.redis.delete(stores.keys.orders());
        push(HOST, 1);
        stores.orders.change(HOST, order -> order.pause(Instant.now().plusSeconds(3600), null));

        stores.orders.all().forEach(stores.hosts::obey);

        assertThat(claim(10)).isEmpty();
    }
}
