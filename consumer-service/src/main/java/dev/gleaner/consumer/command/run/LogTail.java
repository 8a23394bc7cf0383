package dev.gleaner.consumer.command.run;

import dev.gleaner.exec.process.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The last that a command has printed, for the error that tells why it failed. Safe for several threads. */
public final class LogTail {
    private static final int BYTES = 4096;
    private static final int MOST_CHARS = 1000;

    /** Colours and the like (ECMA-48), and whatever else cannot be seen. */
    private static final Pattern UNSEEN =
            Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]|[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]");

    private final Secrets secrets;
    private final Ring stdout;
    private final Ring stderr;

    LogTail(Secrets secrets) {
        this.secrets = secrets;
        // So that no secret begins before it.
        this.stdout = new Ring(BYTES + secrets.reach());
        this.stderr = new Ring(BYTES + secrets.reach());
    }

    void add(Channel channel, byte[] bytes, int length) {
        (channel == Channel.STDOUT ? stdout : stderr).add(bytes, length);
    }

    /**
     * The last lines of stderr, or of stdout if there are none, without what cannot be seen and with secrets masked; empty if
     * nothing was printed.
     */
    public String lines(int most) {
        String errors = lines(stderr, most);
        return errors.isEmpty() ? lines(stdout, most) : errors;
    }

    private String lines(Ring ring, int most) {
        byte[] bytes = ring.bytes();
        secrets.mask(bytes, bytes.length);
        int from = Math.max(0, bytes.length - BYTES);
        List<String> lines = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                .lines()
                .map(line ->
                        UNSEEN.matcher(line.replace('\t', ' ')).replaceAll("").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
        if (last.length() <= MOST_CHARS) {
            return last;
        }
        int cut = last.length() - MOST_CHARS;
        return "..." + last.substring(Character.isLowSurrogate(last.charAt(cut)) ? cut + 1 : cut);
    }

    /** The last bytes of many. */
    private static final class Ring {
        private final byte[] kept;
        private long total;

        Ring(int size) {
            kept = new byte[size];
        }

        synchronized void add(byte[] bytes, int length) {
            int skipped = Math.max(0, length - kept.length);
            total += skipped;
            for (int i = skipped; i < length; i++) {
                kept[(int) (total++ % kept.length)] = bytes[i];
            }
        }

        synchronized byte[] bytes() {
            int length = (int) Math.min(total, kept.length);
            byte[] all = new byte[length];
            for (int i = 0; i < length; i++) {
                all[i] = kept[(int) ((total - length + i) % kept.length)];
            }
            return all;
        }
    }
}
