package dev.gleaner.consumer.runs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Cuts what a run writes into the texts of its items: one JSON object per line, as JSON Lines and ndjson have it (jsonlines.org). A list
 * with one object per line, as the JSON feed export of Scrapy writes it, is taken as well: its brackets and commas are left out. For one
 * thread.
 */
final class ItemLines {
    /** Bytes of a line: an article of the longest text with the most data is shorter. */
    static final int MOST_BYTES = 8 * 1024 * 1024;

    private final Consumer<String> items;
    private final Runnable tooLong;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean skipping;
    private boolean begun;

    /**
     * Begins with an empty line.
     *
     * @param items is given the text of each
     * @param tooLong is told of each line that is longer than may be, which is left out
     */
    ItemLines(Consumer<String> items, Runnable tooLong) {
        this.items = items;
        this.tooLong = tooLong;
    }

    /** More of it. */
    void add(byte[] bytes, int length) {
        int from = 0;
        for (int at = 0; at < length; at++) {
            if (bytes[at] == '\n') {
                keep(bytes, from, at);
                endLine();
                from = at + 1;
            }
        }
        keep(bytes, from, length);
    }

    /** There is no more: the last line need not have an end. */
    void end() {
        endLine();
    }

    private void keep(byte[] bytes, int from, int to) {
        if (skipping) {
            return;
        }
        if (line.size() + (to - from) > MOST_BYTES) {
            skipping = true;
            line.reset();
            tooLong.run();
        } else {
            line.write(bytes, from, to - from);
        }
    }

    private void endLine() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        boolean skipped = skipping;
        skipping = false;
        if (!begun && text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        begun = true;
        String item = ofList(text.strip());
        if (!skipped && !item.isEmpty()) {
            items.accept(item);
        }
    }

    /** Without what stands around an object in a list; a line that is no object stays as it is, and is refused as such. */
    private static String ofList(String line) {
        String rest = line;
        if (rest.startsWith("[")) {
            rest = rest.substring(1).strip();
        } else if (rest.startsWith(",")) {
            rest = rest.substring(1).strip();
        }
        if (rest.endsWith("]")) {
            rest = rest.substring(0, rest.length() - 1).strip();
        } else if (rest.endsWith(",")) {
            rest = rest.substring(0, rest.length() - 1).strip();
        }
        return rest.isEmpty() || (rest.startsWith("{") && rest.endsWith("}")) ? rest : line;
    }
}
