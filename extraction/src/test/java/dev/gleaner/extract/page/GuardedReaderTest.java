package dev.gleaner.extract.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class GuardedReaderTest {
    @Test
    void whatIsNoNameOfATagGoesThroughAsItIs() throws IOException {
        String html = "<!DOCTYPE html><my-element class=\"" + "c".repeat(2_000) + "\">" + "x".repeat(2_000) + " < "
                + "y".repeat(2_000) + "</my-element><1" + "z".repeat(2_000);

        assertThat(read(html)).isEqualTo(html);
    }

    @Test
    void aNameThatDoesNotEndIsEnded() throws IOException {
        assertThat(read("<" + "a".repeat(600) + ">")).isEqualTo("<" + "a".repeat(512) + " " + "a".repeat(87) + ">");
        assertThat(read("</p" + "\0".repeat(600) + ">"))
                .isEqualTo("</p" + "\0".repeat(511) + " " + "\0".repeat(88) + ">");
    }

    private static String read(String html) throws IOException {
        StringWriter out = new StringWriter();
        try (GuardedReader reader = new GuardedReader(new StringReader(html), ReadingGuard.unlimited())) {
            char[] piece = new char[7];
            for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
                out.write(piece, 0, read);
            }
        }
        return out.toString();
    }
}
