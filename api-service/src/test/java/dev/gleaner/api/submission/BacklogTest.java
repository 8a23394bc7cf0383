package dev.gleaner.api.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.gleaner.job.Intent;
import dev.gleaner.job.Intents;
import dev.gleaner.task.Tasks;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private final Tasks tasks = mock(Tasks.class);
    private final Intents intents = mock(Intents.class);
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final Backlog backlog = new Backlog(tasks, intents, 100, () -> now);

    @Test
    void whatWasLetInBetweenTwoCountsTakesRoomAtOnce() {
        assertThat(backlog.admits(60)).isTrue();
        when(tasks.count()).thenReturn(60L);

        assertThat(backlog.admits(41)).isFalse();
        assertThat(backlog.open()).isEqualTo(60);
        assertThat(backlog.admits(40)).isTrue();
    }

    @Test
    void aYoungCountServesManyAndNobodyIsTurnedAwayByAnOldOne() {
        when(tasks.count()).thenReturn(90L);
        for (int i = 0; i < 10; i++) {
            assertThat(backlog.admits(1)).isTrue();
        }
        verify(tasks, times(1)).count();

        when(tasks.count()).thenReturn(0L);
        assertThat(backlog.admits(100)).isTrue();
    }

    @Test
    void whatIsNotQueuedYetCounts() {
        when(intents.all())
                .thenReturn(List.of(Intent.submit("job_1", now, 70, null), Intent.submit("job_2", now, 20, null)));

        assertThat(backlog.admits(11)).isFalse();
        assertThat(backlog.admits(10)).isTrue();
    }
}
