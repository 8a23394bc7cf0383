package dev.gleaner.api.schedules.mongo;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Updates;
import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.OccurrenceOutcome;
import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.ScheduleStatus;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.firing.Specs;
import dev.gleaner.api.schedules.firing.UnreadableWorkException;
import dev.gleaner.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MongoSchedulesTest {
    private static final String SECRET_WORK =
            "{\"articles\":[{\"url\":\"https://a.example/1\"}],\"headers\":{\"cookie\":\"s3cret\"}}";

    private final Stores stores = new Stores();
    private final MongoSchedules schedules = new MongoSchedules(stores.collections, stores.clock);
    private final MongoFirings firings = new MongoFirings(stores.collections, stores.clock);

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void whatIsCreatedIsFoundAsItWasSaid() {
        Specs specs = Specs.of("a")
                .zone("Europe/Berlin")
                .jitter(Duration.ofSeconds(5))
                .work(SECRET_WORK);

        Schedule made = schedules.create(specs.spec()).orElseThrow();

        assertThat(schedules.find("a")).contains(made);
        assertThat(made.spec()).isEqualTo(specs.spec());
        assertThat(made.revision()).isEqualTo(1);
        assertThat(schedules.create(specs.spec())).isEmpty();
        assertThat(firings.changes().recent()).containsExactly("a");
    }

    @Test
    void secretsAreStoredSealedAndLostWithTheirKeyAlone() {
        schedules.create(Specs.of("a").work(SECRET_WORK).spec());
        String stored = stores.collections.schedules().find().first().getString("work");
        assertThat(stored).doesNotContain("s3cret");
        assertThat(firings.work("a", 1).orElseThrow().at("/headers/cookie").asString())
                .isEqualTo("s3cret");
        assertThat(firings.work("a", 2)).isEmpty();

        stores.collections
                .schedules()
                .updateOne(
                        eq("_id", "a"),
                        Updates.set("work", stored.replaceFirst("\"cookie\":\"[^:]+:", "\"cookie\":\"no:")));

        assertThatExceptionOfType(UnreadableWorkException.class)
                .isThrownBy(() -> firings.work("a", 1))
                .withMessageContaining("key");
        Schedule shown = schedules.find("a").orElseThrow();
        assertThat(shown.status()).isEqualTo(ScheduleStatus.DISABLED);
        assertThat(shown.disabledReason()).contains("its secrets cannot be read");
        assertThat(shown.spec().work().at("/headers/cookie").asString()).isEmpty();
    }

    @Test
    void aSpoiledOneIsShownWithTheReasonAndKeepsNoOtherAway() {
        schedules.create(Specs.of("a").spec());
        schedules.create(Specs.of("b").spec());
        stores.collections.schedules().updateOne(eq("_id", "a"), Updates.set("trigger", "\"whenever\""));
        stores.collections.schedules().insertOne(new Document("_id", "c"));

        assertThat(firings.all())
                .filteredOn(state -> state.unreadable() == null)
                .extracting(state -> state.id())
                .containsExactly("b");
        List<Schedule> all = schedules.list(ScheduleFilter.ALL, 10, 0);
        assertThat(all).extracting(schedule -> schedule.spec().id()).containsExactly("a", "b", "c");
        assertThat(all.getFirst().disabledReason()).startsWith("it cannot be read: its trigger is none");
    }

    @Test
    void filtersChoose() {
        schedules.create(Specs.of("news-1").spec());
        schedules.create(Specs.of("other").disabled().spec());
        schedules.create(Specs.of("third")
                .work("{\"preset\":\"p\"}")
                .trigger("\"@yearly\"")
                .spec());
        Instant soon = stores.now().plus(Duration.ofHours(1));

        assertThat(ids(new ScheduleFilter(false, null, null, null, null, null, null)))
                .containsExactly("other");
        assertThat(ids(new ScheduleFilter(null, ScheduleStatus.DISABLED, null, null, null, null, null)))
                .containsExactly("other");
        assertThat(ids(new ScheduleFilter(null, null, "NEWS", null, null, null, null)))
                .containsExactly("news-1");
        assertThat(ids(new ScheduleFilter(null, null, ".*", null, null, null, null)))
                .isEmpty();
        assertThat(ids(new ScheduleFilter(null, null, null, "tag", null, null, null)))
                .hasSize(3);
        assertThat(ids(new ScheduleFilter(null, null, null, null, "p", null, null)))
                .containsExactly("third");
        assertThat(ids(new ScheduleFilter(null, null, null, null, null, null, soon)))
                .containsExactly("news-1");
        assertThat(schedules.count(ScheduleFilter.ALL)).isEqualTo(3);
    }

    @Test
    void historyIsNewestFirstAndRemovedWhenItIsOld() {
        for (int i = 0; i < 3; i++) {
            Instant due = stores.now();
            firings.decide(new Occurrence(
                    "a@" + i,
                    "a",
                    Occurrence.Cause.TRIGGER,
                    due,
                    i == 1 ? OccurrenceOutcome.MISSED : OccurrenceOutcome.FIRED,
                    "why",
                    due,
                    null));
            stores.later(Duration.ofHours(1));
        }

        assertThat(schedules.history("a", null, null, null, 10, 0))
                .extracting(Occurrence::id)
                .containsExactly("a@2", "a@1", "a@0");
        assertThat(schedules.history("a", OccurrenceOutcome.MISSED, null, null, 10, 0))
                .extracting(Occurrence::id)
                .containsExactly("a@1");
        assertThat(schedules.history("a", null, stores.now().minus(Duration.ofMinutes(90)), null, 10, 0))
                .extracting(Occurrence::id)
                .containsExactly("a@2");
        assertThat(firings.removeDecidedBefore(stores.now().minus(Duration.ofMinutes(90))))
                .isEqualTo(2);
        assertThat(schedules.history("a", null, null, null, 10, 0)).hasSize(1);
    }

    @Test
    void aRevisionThatTheCallerDoesNotKnowIsStale() {
        schedules.create(Specs.of("a").spec());
        schedules.enable("a", false, "holidays");

        assertThat(schedules.delete("a", 1L)).isEqualTo(new Schedules.Stale(2));
        assertThat(schedules.find("a").orElseThrow().spec().note()).isEqualTo("holidays");
        assertThat(schedules.delete("a", 2L)).isInstanceOf(Schedules.Changed.class);
        assertThat(schedules.delete("a", null)).isEqualTo(new Schedules.Unknown());
    }

    private List<String> ids(ScheduleFilter filter) {
        return schedules.list(filter, 10, 0).stream()
                .map(schedule -> schedule.spec().id())
                .toList();
    }
}
