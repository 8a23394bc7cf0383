package dev.gleaner.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorCodeTest {
    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadAgain(ErrorCode code) {
        assertThat(ErrorCode.ofCode(code.code())).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect_timeout", "dns_failed"})
    void codesOfEarlierVersionsAreRead(String code) {
        assertThat(ErrorCode.ofCode(code)).isEqualTo(ErrorCode.HOST_UNREACHABLE);
    }

    @Test
    void aCodeOfANewerVersionIsNoReasonToFail() {
        assertThat(ErrorCode.ofCode("paywall")).isEqualTo(ErrorCode.UNKNOWN);
    }
}
