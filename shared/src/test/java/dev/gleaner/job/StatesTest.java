package dev.gleaner.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.task.TaskState;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of moves, held against what is written here. */
class StatesTest {
    @ParameterizedTest
    @CsvSource({
        "PENDING, 'IN_PROGRESS,COMPLETED,FAILED,CANCELLED'",
        "IN_PROGRESS, 'COMPLETED,FAILED,CANCELLED'",
        "COMPLETED, IN_PROGRESS",
        "FAILED, IN_PROGRESS",
        "CANCELLED, ''"
    })
    void aJobMovesOnlyThere(JobStatus from, String to) {
        assertThat(from.next()).containsExactlyInAnyOrderElementsOf(jobStates(to));
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void anOpenJobIsOneThatHasNotEnded(JobStatus status) {
        assertThat(status.ended()).isEqualTo(!JobStatus.OPEN.contains(status));
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED, RUNNING",
        "RUNNING, 'RUNNING,QUEUED,RETRY_WAIT,DONE'",
        "RETRY_WAIT, 'RUNNING,QUEUED'",
        "DONE, ''"
    })
    void aTaskMovesOnlyThere(TaskState from, String to) {
        assertThat(from.next())
                .containsExactlyInAnyOrderElementsOf(
                        parts(to).map(TaskState::valueOf).toList());
    }

    private static java.util.List<JobStatus> jobStates(String list) {
        return parts(list).map(JobStatus::valueOf).toList();
    }

    private static Stream<String> parts(String list) {
        return Stream.of(list.split(",")).filter(part -> !part.isBlank());
    }
}
