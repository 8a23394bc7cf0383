package dev.gleaner.api.logs;

import dev.gleaner.scraper.CommandLogs.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes streams into one text; where there may be several, a line as of {@code tail(1)} tells which one goes on. */
final class LogText {
    private final OutputStream out;
    private final boolean heads;
    private @Nullable Stream last;
    private boolean lineEnded = true;

    LogText(OutputStream out, Streams streams) {
        this.out = out;
        this.heads = streams == Streams.BOTH;
    }

    void write(Stream stream, byte[] bytes, int from) throws IOException {
        if (from >= bytes.length) {
            return;
        }
        if (heads && stream != last) {
            String head = "%s==> %s <==\n"
                    .formatted(
                            last == null ? "" : lineEnded ? "\n" : "\n\n",
                            stream.name().toLowerCase(Locale.ROOT));
            out.write(head.getBytes(StandardCharsets.US_ASCII));
        }
        last = stream;
        lineEnded = bytes[bytes.length - 1] == '\n';
        out.write(bytes, from, bytes.length - from);
    }

    /** Lets the reader have it. */
    void flush() throws IOException {
        out.flush();
    }
}
