package dev.gleaner.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that no spreadsheet runs, wherever it parts them. */
class CsvTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF201"
            })
    void aCellThatBeginsLikeAFormulaIsText(String cell) {
        assertThat(Csv.harmless(cell)).startsWith("'").endsWith(cell.substring(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", "\t", "\n", "\r\n", "\""})
    void soIsWhatFollowsASeparatorInsideIt(String separator) {
        assertThat(Csv.harmless("a" + separator + "=cmd|'/c calc'!A1"))
                .isEqualTo("a" + separator + "'=cmd|'/c calc'!A1");
        assertThat(Csv.harmless("a" + separator + "\uFF1D1")).isEqualTo("a" + separator + "'\uFF1D1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "text", "a=b", "a-b, c+d", "one\n\ntwo", "https://a.example/?q=1&r=+2", "mail@a.example"})
    void otherTextStaysAsItIs(String cell) {
        assertThat(Csv.harmless(cell)).isEqualTo(cell);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Csv.harmless(null)).isNull();
    }
}
