package dev.gleaner.embedded.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendOnlyFileTest {

    @TempDir
    Path folder;

    /** Wherever the file is cut, what stands before the transaction stays and nothing of the transaction does. */
    @Test
    void aFileIsCutBackToTheLastWholeTransactionOnly() throws IOException {
        String before = "*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n#TS:1700000000\r\n"
                + "*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$12\r\n*1\r\n$4\r\nEXEC\r\n*1\r\n$4\r\nEXEC\r\n";
        String transaction = "*1\r\n$5\r\nMULTI\r\n*2\r\n$3\r\nDEL\r\n$1\r\na\r\n*1\r\n$4\r\nEXEC\r\n";
        Path file = folder.resolve("appendonly.aof");
        for (int kept = 0; kept < transaction.length(); kept++) {
            Files.writeString(file, before + transaction.substring(0, kept));
            assertThat(AppendOnlyFile.in(folder).orElseThrow().endWhole()).isEqualTo(kept);
            assertThat(Files.readString(file)).isEqualTo(before);
        }
        Files.writeString(file, before + transaction);
        assertThat(AppendOnlyFile.in(folder).orElseThrow().endWhole()).isZero();
        assertThat(Files.readString(file)).isEqualTo(before + transaction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS0009 a snapshot", "*1\r\n$x\r\nPING\r\n", "no commands\r\n*1\r\n$5\r\nMULTI\r\n"})
    void aFileOfAnotherKindIsLeftAsItIs(String content) throws IOException {
        Path file = folder.resolve("appendonly.aof");
        Files.writeString(file, content);
        assertThat(AppendOnlyFile.in(folder).orElseThrow().endWhole()).isZero();
        assertThat(Files.readString(file)).isEqualTo(content);
    }
}
