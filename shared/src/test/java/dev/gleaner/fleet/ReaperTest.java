package dev.gleaner.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.event.Event;
import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.Lane;
import dev.gleaner.store.Stores;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReaperTest {
    private static final String DEAD = "dead";

    private final Stores stores = new Stores();
    private final Reaper reaper = new Reaper(stores.leases, stores.events::add);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatADeadConsumerHeldIsHandedOutAgainAndToldOnce() {
        stores.open(stores.aJobWaitingFor(List.of("a", "b")), "a", "b");
        stores.leases.register(DEAD);
        assertThat(stores.queue.claim(DEAD, 2)).isInstanceOf(ClaimResult.Taken.class);
        stores.die(DEAD);

        assertThat(reaper.turn()).isEqualTo(2);
        assertThat(reaper.turn()).isZero();

        assertThat(stores.events).containsExactly(new Event.Reaped(DEAD, 2));
        assertThat(stores.depths()).containsEntry("high", 2L);
    }

    @Test
    void oneThatCannotBeReapedKeepsNoOtherFromIt() {
        stores.open(stores.aJobWaitingFor(List.of("a")), "a");
        stores.leases.register(DEAD);
        stores.queue.claim(DEAD, 1);
        stores.die(DEAD);
        for (String spoiled : List.of("a-spoiled", "z-spoiled")) {
            stores.redis.opsForValue().set(stores.keys.held(spoiled), "no hash");
            stores.leases.register(spoiled);
            stores.die(spoiled);
        }

        assertThat(reaper.turn()).isEqualTo(1);

        assertThat(stores.redis.opsForList().size(stores.keys.list(Lane.HIGH))).isEqualTo(1);
    }

    @Test
    void whoHeldNothingIsNotTold() {
        stores.leases.register(DEAD);
        stores.die(DEAD);

        assertThat(reaper.turn()).isZero();
        assertThat(stores.events).isEmpty();
    }
}
