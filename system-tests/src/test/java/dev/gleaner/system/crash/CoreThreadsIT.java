package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.system.Client;
import dev.gleaner.system.Fleet;
import dev.gleaner.testkit.JavaProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error in a thread that a process cannot do without is the end of the process. */
class CoreThreadsIT {
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Fleet fleet = new Fleet();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reaper", "audit", "sweeper", "retention"})
    void ofAnApi(String thread) {
        assertEnds(fleet.startApi(Map.of(PlantedErrors.THREAD, thread)).process(), thread);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reaper", "audit", "presence", "work"})
    void ofAConsumer(String thread) {
        assertEnds(fleet.startConsumer(Map.of(PlantedErrors.THREAD, thread)), thread);
    }

    @ParameterizedTest
    @ValueSource(strings = "settle")
    void ofAConsumerThatWorks(String thread) {
        Client api = fleet.startApi().awaitReady();
        JavaProcess consumer = fleet.startConsumer(Map.of(PlantedErrors.THREAD, thread));
        api.submit(fleet.urls("one", 0, 1), 5);

        assertEnds(consumer, thread);
    }

    private static void assertEnds(JavaProcess process, String thread) {
        assertThat(process.awaitExit(LONG)).isEqualTo(1);
        assertThat(process.lines()).anyMatch(line -> line.contains(thread + " died of a fault of ours"));
    }
}
