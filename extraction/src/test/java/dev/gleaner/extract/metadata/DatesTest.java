package dev.gleaner.extract.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-04T07:30:00+01:00, 2026-03-04T06:30:00Z",
        "2026-03-04T07:30:00.123Z, 2026-03-04T07:30:00.123Z",
        "2026-03-04T07:30+0100, 2026-03-04T06:30:00Z",
        "2026-03-04 07:30:00, 2026-03-04T07:30:00Z",
        "2026-03-04, 2026-03-04T00:00:00Z",
        "'Wed, 04 Mar 2026 07:30:00 GMT', 2026-03-04T07:30:00Z",
        "20260304, 2026-03-04T00:00:00Z",
        "'March 4, 2026', 2026-03-04T00:00:00Z",
        "0001-01-01,",
        "yesterday,",
        "2026-13-45,"
    })
    void timesAreReadInTheirUsualForms(String written, @Nullable Instant time) {
        @Nullable OffsetDateTime read = Dates.parse(written);
        assertThat(read == null ? null : read.toInstant()).isEqualTo(time);
    }
}
