package dev.gleaner.queue.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.queue.ClaimResult;
import dev.gleaner.queue.HostPace.Pause;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Standing;
import dev.gleaner.queue.PauseReason;
import dev.gleaner.queue.QueueEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What hosts ask for, as the queue keeps it. */
class RedisHostPaceTest extends HostsInRedis {
    @Test
    void oneAddressThatComplainsHoweverOftenDelaysNobody() {
        push(HOST, 3);

        for (int i = 0; i < 20; i++) {
            assertThat(complain("always")).isEmpty();
        }

        assertThat(claim(10)).hasSize(3);
        assertThat(stores.hosts.find(HOST)).hasValueSatisfying(state -> {
            assertThat(state.standing()).isEqualTo(Standing.OPEN);
            assertThat(state.mostAtOnce()).isEqualTo(4);
            assertThat(state.running()).isEqualTo(3);
        });
    }

    @Test
    void threeAddressesSlowTheirHostAndNoOther() {
        slow(HOST);
        itsPauseLasts(HOST);
        push(HOST, 3);
        push("b.example", 1);

        assertThat(claim(10)).extracting(QueueEntry::host).containsExactly("b.example");
        assertThat(stores.hosts.find(HOST)).hasValueSatisfying(state -> {
            assertThat(state.standing()).isEqualTo(Standing.PAUSED);
            assertThat(state.pausedUntil()).isAfter(Instant.now());
            assertThat(state.reason()).isEqualTo(new PauseReason.Addresses(3, 503));
            assertThat(state.waiting()).isEqualTo(3);
            assertThat(state.mostAtOnce()).isEqualTo(2);
        });

        itsPauseIsOver(HOST);
        assertThat(claim(10)).as("half of four").hasSize(2);
        assertThat(stores.hosts.find(HOST).orElseThrow().standing()).isEqualTo(Standing.SLOWED);
    }

    @Test
    void threeAmongManyGoodOnesDoNot() {
        complain("a1");
        for (int i = 0; i < 20; i++) {
            stores.queue.answered(on(HOST, "good" + i));
        }

        assertThat(complain("a2")).isEmpty();
        assertThat(complain("a3")).isEmpty();
        assertThat(complain("a4")).isEmpty();
    }

    @Test
    void aPauseIsASecondAndTwiceAsLongEachTimeUpToAQuarterOfAnHour() {
        slow(HOST);
        for (long seconds = 2; seconds <= 512; seconds *= 2) {
            itsPauseIsOver(HOST);
            assertThat(complain("next").orElseThrow().left())
                    .isBetween(Duration.ofSeconds(seconds), Duration.ofMillis(1250 * seconds));
        }
        for (int i = 0; i < 10; i++) {
            itsPauseIsOver(HOST);
            assertThat(complain("next").orElseThrow().left()).isEqualTo(Duration.ofMinutes(15));
        }
        assertThat(stores.hosts.find(HOST).orElseThrow().mostAtOnce()).isEqualTo(1);
    }

    @Test
    void complaintsOfWhatIsUnderWayChangeNothing() {
        slow(HOST);
        itsPauseLasts(HOST);
        String before = remembered(HOST);

        Optional<Pause> pause = complain("under way");

        assertThat(pause.orElseThrow().left()).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        stores.queue.answered(on(HOST, "good"));
        assertThat(remembered(HOST)).isEqualTo(before);
    }

    @Test
    void goodAnswersSpeedAHostUpAndForgive() {
        slow(HOST);
        push(HOST, 10);
        itsPauseIsOver(HOST);
        List<QueueEntry> held = claim(10);
        assertThat(held).hasSize(2);

        stores.queue.answered(held.get(0));
        assertThat(claim(10)).isEmpty();
        stores.queue.answered(held.get(1));
        assertThat(claim(10)).as("one more, that waited").hasSize(1);
        IntStream.range(0, 3).forEach(i -> stores.queue.answered(held.getFirst()));
        assertThat(claim(10)).as("the full share").hasSize(1);
        assertThat(stores.hosts.find(HOST).orElseThrow().mostAtOnce()).isEqualTo(4);

        IntStream.range(0, 10).forEach(i -> stores.queue.answered(held.getFirst()));
        assertThat(stores.redis.hasKey(stores.keys.slowed())).as("forgiven").isFalse();
        assertThat(slow(HOST).left()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1250));
    }

    @Test
    void afterAGoodAnswerItTakesSeveralAddressesAgain() {
        slow(HOST);
        itsPauseIsOver(HOST);
        stores.queue.answered(on(HOST, "good"));

        assertThat(complain("a1")).isEmpty();
        assertThat(complain("a1")).isEmpty();
        assertThat(complain("a2")).isEmpty();
        assertThat(complain("a3").orElseThrow().left()).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2500));
    }

    @Test
    void whatWasClaimedFromASlowHostIsCountedInEveryProcess() {
        slow(HOST);
        itsPauseIsOver(HOST);
        push(HOST, 2);
        RedisWorkQueue other = new RedisWorkQueue(stores.redis, stores.keys, rules);

        other.answered(on(HOST, "good"));
        assertThat(field(HOST, GOOD))
                .as("good answers, told by who knows nothing of it")
                .isZero();
        QueueEntry claimed = ((ClaimResult.Taken) other.claim(ME, 1)).entries().getFirst();
        other.answered(claimed);
        assertThat(field(HOST, GOOD)).isEqualTo(1);
    }

    @Test
    void aRetryAfterPausesAtOnceForAsLong() {
        push(HOST, 2);

        assertThat(complain("a1", Duration.ofHours(1))).hasValue(new Pause(Duration.ofHours(1), Duration.ZERO));

        assertThat(claim(10)).isEmpty();
        HostState state = stores.hosts.find(HOST).orElseThrow();
        assertThat(state.reason()).isEqualTo(new PauseReason.RetryAfter(Duration.ofHours(1), 503));
        assertThat(state.mostAtOnce()).isEqualTo(2);
        assertThat(complain("a1", Duration.ofMinutes(1)).orElseThrow().left())
                .as("a longer pause stays")
                .isGreaterThan(Duration.ofMinutes(50));
        assertThat(complain("a1", Duration.ofHours(2)).orElseThrow().left()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void aRetryAfterOfNothingIsNone() {
        assertThat(complain("a1", Duration.ZERO)).isEmpty();
    }

    @Test
    void allIsForgivenHalfAnHourAfterThePause() {
        slow(HOST);
        assertThat(field(HOST, FORGET) - field(HOST, ENDS))
                .isEqualTo(Duration.ofMinutes(30).toMillis());
        push(HOST, 4);
        itsPauseIsOver(HOST);
        assertThat(claim(10)).hasSize(2);

        set(HOST, FORGET, 1);
        stores.view.rebuildHosts();

        assertThat(stores.redis.hasKey(stores.keys.slowed())).isFalse();
        assertThat(claim(10)).as("what waited for the other half").hasSize(2);
    }

    @Test
    void complaintsAreForgottenWithTheirWindow() {
        complain("a1");
        assertThat(stores.redis.getExpire(stores.keys.complaintsPrefix() + HOST, TimeUnit.SECONDS))
                .isBetween(1L, 60L);
        complain("a2");
        stores.redis.delete(stores.keys.complaintsPrefix() + HOST);

        assertThat(complain("a3")).isEmpty();
    }

    @Test
    void aCrawlDelayHoldsFromTheFirstWhoReadsItAndOthersUnderWayGoBack() {
        push("a.example", 3);
        push("b.example", 1);
        List<QueueEntry> held = claim(10);
        Duration delay = Duration.ofMinutes(20);

        assertThat(stores.queue.crawlDelay(ME, held.getFirst(), delay)).isTrue();
        assertThat(stores.queue.crawlDelay(ME, held.get(1), delay)).isFalse();
        stores.queue.giveBack(ME, List.of(held.get(1)));
        stores.queue.ack(ME, List.of(held.getFirst()));

        assertThat(claim(10)).isEmpty();
        ClaimResult.Taken waiting = (ClaimResult.Taken) stores.queue.claim(ME, 10);
        assertThat(waiting.nextDue()).isBetween(delay.minusMinutes(5), delay);

        assertThat(stores.hosts.find("a.example").orElseThrow().reason()).isEqualTo(new PauseReason.CrawlDelay(delay));

        theDelayIsOver("a.example", delay);
        List<QueueEntry> next = claim(10);
        assertThat(next).as("one, and then the delay again").hasSize(1);
        assertThat(stores.queue.crawlDelay(ME, next.getFirst(), delay)).isTrue();
        assertThat(claim(10)).isEmpty();
    }

    /** What Redis holds when the delay was learned long ago. */
    private void theDelayIsOver(String host, Duration delay) {
        stores.redis.opsForHash().put(stores.keys.pace(), host, "1");
        stores.redis.opsForZSet().add(stores.keys.hosts(), host, 1);
        stores.redis.opsForValue().set(stores.keys.crawlPrefix() + host, delay.toMillis() + "|1");
    }

    @Test
    void pacesThatAreOverAreForgottenByTheAudit() {
        stores.redis.opsForHash().put(stores.keys.pace(), "old.example", "1");
        complain("new.example", "a1", Duration.ofHours(1));

        stores.view.rebuildHosts();

        assertThat(stores.redis.opsForHash().keys(stores.keys.pace())).containsExactly("new.example");
    }
}
