package dev.gleaner.article;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    /** A line in a table, and one sentence below it. */
    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyCodeHasAMeaningAndOneSentenceOfAdvice(ErrorCode code) {
        Advice advice = Advice.of(code);
        assertThat(advice.meaning()).matches("[A-Z].{8,60}[^.]");
        assertThat(advice.advice()).matches("[A-Z].{20,140}\\.").doesNotContain(". ");
    }
}
