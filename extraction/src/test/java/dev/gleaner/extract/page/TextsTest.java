package dev.gleaner.extract.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void ideographsCountAsWords() {
        assertThat(Texts.words("Two words, 3 numbers: 4.")).isEqualTo(5);
        assertThat(Texts.words("日本語 text")).isEqualTo(4);
    }
}
