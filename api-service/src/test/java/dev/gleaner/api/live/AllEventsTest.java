package dev.gleaner.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.api.web.problem.Problem;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllEventsTest {
    private final LiveHubTest.StoredJobs jobs = new LiveHubTest.StoredJobs();
    private final LiveSettings settings = new LiveSettings(10, 1, 10, List.of());
    private final LiveHub hub = new LiveHub(jobs, settings, (thread, fault) -> {});
    private final EventStreams streams = new EventStreams(settings, (thread, fault) -> {});
    private final AllEvents all = new AllEvents(hub, streams, settings);

    @AfterEach
    void close() {
        streams.close();
        hub.close();
    }

    @Test
    void beyondTheMostReadersOneIsRefusedAndASocketIsNot() {
        EventsController events = new EventsController(jobs, streams, all);
        events.all(null, null);

        assertThatThrownBy(() -> events.all(null, null)).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> events.events("j", null, null)).isInstanceOf(Problem.class);
        assertThat(hub.sockets()).isZero();
    }

    @Test
    void anIdIsATimeAndNothingElseIsOne() {
        Instant told = Instant.parse("2026-01-02T03:04:05.678Z");

        assertThat(AllEvents.told(AllEvents.id(told))).isEqualTo(told);
        for (String none : List.of("all:", "all:x", "j:1:0", "all:99999999999999999999")) {
            assertThatThrownBy(() -> AllEvents.told(none)).isInstanceOf(Problem.class);
        }
    }
}
