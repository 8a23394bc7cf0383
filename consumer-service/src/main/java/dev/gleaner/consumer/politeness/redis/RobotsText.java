package dev.gleaner.consumer.politeness.redis;

import dev.gleaner.consumer.politeness.RobotsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * How a robots.txt stands in Redis: a letter for what is known, and behind it {@code product|rules}, the rules deflated and
 * in Base64, or {@code status|retry_after|reason}. A letter of its own, and the whole text behind it, are from versions that
 * kept the files as they were sent.
 */
final class RobotsText {
    private static final char REDUCED = 'G';
    private static final char WHOLE = 'T';
    private static final char MISSING = 'M';
    private static final char UNAVAILABLE = 'U';

    private static final int NO_STATUS = 0;
    private static final long NO_WISH = -1;

    /** Of rules: a file has 500 KiB at most, in which each byte may become three, written as {@code %C3}. */
    private static final int MOST_CHARACTERS = 2 << 20;

    private RobotsText() {}

    static String of(RobotsFile file) {
        return switch (file) {
            case RobotsFile.Reduced(String product, String text) -> REDUCED + product + '|' + deflated(text);
            case RobotsFile.Whole(String text) -> WHOLE + text;
            case RobotsFile.Missing() -> String.valueOf(MISSING);
            case RobotsFile.Unavailable(String error, Integer status, Duration retryAfter) ->
                "%c%d|%d|%s"
                        .formatted(
                                UNAVAILABLE,
                                status == null ? NO_STATUS : status,
                                retryAfter == null ? NO_WISH : retryAfter.toSeconds(),
                                error);
        };
    }

    /** Empty for a form that another version wrote: then the file is fetched again. */
    static Optional<RobotsFile> read(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String rest = text.substring(1);
        return switch (text.charAt(0)) {
            case REDUCED -> reduced(rest);
            case WHOLE -> Optional.of(new RobotsFile.Whole(rest));
            case MISSING -> Optional.of(new RobotsFile.Missing());
            case UNAVAILABLE -> unavailable(rest);
            default -> Optional.empty();
        };
    }

    private static Optional<RobotsFile> reduced(String rest) {
        int end = rest.indexOf('|');
        return end < 0
                ? Optional.empty()
                : inflated(rest.substring(end + 1)).map(text -> new RobotsFile.Reduced(rest.substring(0, end), text));
    }

    private static Optional<RobotsFile> unavailable(String rest) {
        String[] parts = rest.split("\\|", 3);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,3}") || !parts[1].matches("-?[0-9]{1,9}")) {
            return Optional.empty();
        }
        int status = Integer.parseInt(parts[0]);
        long seconds = Long.parseLong(parts[1]);
        return Optional.of(new RobotsFile.Unavailable(
                parts[2], status == NO_STATUS ? null : status, seconds < 0 ? null : Duration.ofSeconds(seconds)));
    }

    private static String deflated(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static Optional<String> inflated(String text) {
        Inflater inflater = new Inflater(true);
        try (InflaterInputStream in = new InflaterInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)), inflater)) {
            byte[] bytes = in.readNBytes(MOST_CHARACTERS + 1);
            return bytes.length > MOST_CHARACTERS
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException damaged) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }
}
