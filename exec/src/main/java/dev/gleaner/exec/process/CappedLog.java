package dev.gleaner.exec.process;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file with what a command writes to one channel: appended as it comes, up to a bound, with one line about the rest. For one thread. */
final class CappedLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CappedLog.class);

    private final Path file;
    private final OutputStream to;
    private final long most;
    private long kept;
    private boolean full;

    private CappedLog(Path file, OutputStream to, long most) {
        this.file = file;
        this.to = to;
        this.most = most;
    }

    /** @param most bytes that are kept of what comes now, however much the file has already */
    static CappedLog open(Path file, long most) throws IOException {
        return new CappedLog(file, new FileOutputStream(file.toFile(), true), most);
    }

    void append(byte[] bytes, int length) {
        if (full) {
            return;
        }
        try {
            if (kept + length <= most) {
                to.write(bytes, 0, length);
                kept += length;
            } else {
                full = true;
                to.write(bytes, 0, wholeCharacters(bytes, (int) (most - kept)));
                to.write("\n[The rest is left out: only %d bytes are kept]\n"
                        .formatted(most)
                        .getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // The command goes on: a full disk is no reason to let it wait for ever.
            full = true;
            log.warn("What a command writes cannot be kept in {}: {}", file, e.getMessage());
        }
    }

    /** So many bytes that no character of UTF-8 is cut in two. */
    private static int wholeCharacters(byte[] bytes, int length) {
        int end = length;
        while (end > 0 && length - end < 3 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return (bytes[end] & 0xC0) == 0x80 ? length : end;
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            log.warn("The log {} could not be closed: {}", file, e.getMessage());
        }
    }
}
