package dev.gleaner.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatesTest {
    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void anOpenJobIsOneThatHasNotEnded(JobStatus status) {
        assertThat(status.ended()).isEqualTo(!JobStatus.OPEN.contains(status));
    }
}
