package dev.gleaner.consumer.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ItemLinesTest {
    private final List<String> items = new ArrayList<>();
    private int tooLong;
    private final ItemLines lines = new ItemLines(items::add, () -> tooLong++);

    @Test
    void aLineIsAnItemHoweverItIsCutWhileItComes() {
        byte[] bytes = "{\"a\":\"ü\"}\r\n\n  {\"b\":2}  \n{\"c\":3}".getBytes(StandardCharsets.UTF_8);
        for (byte one : bytes) {
            lines.add(new byte[] {one, 'x'}, 1);
        }
        assertThat(items).containsExactly("{\"a\":\"ü\"}", "{\"b\":2}");
        lines.end();
        assertThat(items).containsExactly("{\"a\":\"ü\"}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void aListWithAnObjectPerLineIsTakenAsScrapyWritesIt() {
        add("\uFEFF[\n{\"a\":1},\n{\"b\":[1]}\n]\n");
        assertThat(items).containsExactly("{\"a\":1}", "{\"b\":[1]}");
        add("[{\"c\":1}]\n,{\"d\":1}\n");
        assertThat(items).endsWith("{\"c\":1}", "{\"d\":1}");
    }

    @Test
    void whatIsNoObjectStaysAsItIs() {
        add("hello,\n[1,2]\n");
        assertThat(items).containsExactly("hello,", "[1,2]");
    }

    @Test
    void aLineWithoutAnEndTakesNoMoreThanItMay() {
        byte[] much = new byte[1024 * 1024];
        java.util.Arrays.fill(much, (byte) 'x');
        for (int i = 0; i < 20; i++) {
            lines.add(much, much.length);
        }
        add("\n{\"a\":1}\n");
        assertThat(tooLong).isEqualTo(1);
        assertThat(items).containsExactly("{\"a\":1}");
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        lines.add(bytes, bytes.length);
    }
}
