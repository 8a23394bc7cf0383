package dev.gleaner.api.deliveries.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The last part of what is written, however much that is. */
final class LastPart {
    static final int MOST_BYTES = 8_192;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    synchronized void add(byte[] bytes, int length) {
        kept.write(bytes, 0, length);
        if (kept.size() > 2 * MOST_BYTES) {
            byte[] last = last();
            kept.reset();
            kept.writeBytes(last);
            cut = true;
        }
    }

    private byte[] last() {
        byte[] all = kept.toByteArray();
        return Arrays.copyOfRange(all, Math.max(0, all.length - MOST_BYTES), all.length);
    }

    /** Marked where something is left out. */
    synchronized String text() {
        byte[] last = last();
        return (cut || last.length < kept.size() ? "[...]" : "") + new String(last, StandardCharsets.UTF_8);
    }
}
