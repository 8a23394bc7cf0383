package dev.gleaner.api.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gleaner.scraper.CommandLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A log is followed by a clock that the test turns: between two looks it does what comes next. */
class LogFollowingTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final Written logs = new Written();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Deque<Runnable> next = new ArrayDeque<>();
    private final List<Duration> rests = new ArrayList<>();
    private final LogFollowing following = new LogFollowing(
            logs,
            time -> {
                rests.add(time);
                now.updateAndGet(at -> at.plus(time));
                Runnable step = next.poll();
                if (step != null) {
                    step.run();
                }
                return true;
            },
            now::get);

    @Test
    void whatComesIsWrittenUntilTheCommandEnds() throws Exception {
        logs.write("a\n", "");
        next.add(() -> logs.write("", "oh"));
        next.add(() -> logs.write("b\n", ""));
        next.add(() -> {});
        next.add(() -> {
            logs.write("c\n", "");
            logs.end();
        });

        assertThat(followed(Streams.BOTH, -1))
                .isEqualTo("==> stdout <==\na\n\n==> stderr <==\noh\n\n==> stdout <==\nb\nc\n");
        assertThat(rests).hasSize(4).containsOnly(LogFollowing.EVERY);
    }

    @Test
    void oneStreamHasNoHeads() throws Exception {
        logs.write("a\nb\nc", "err");
        next.add(() -> logs.write("!\n", "more"));
        next.add(logs::end);

        assertThat(followed(Streams.STDOUT, 1)).isEqualTo("c!\n");
    }

    @Test
    void nothingOfWhatIsThereMayBeWanted() throws Exception {
        logs.write("a\nb\n", "err\n");
        next.add(() -> logs.write("c\n", ""));
        next.add(logs::end);

        assertThat(followed(Streams.BOTH, 0)).isEqualTo("==> stdout <==\nc\n");
    }

    @Test
    void anotherAttemptEndsIt() throws Exception {
        logs.write("a\n", "");
        next.add(() -> logs.attempt = "2");

        assertThat(followed(Streams.STDOUT, -1)).isEqualTo("a\n");
        assertThat(rests).hasSize(1);
    }

    @Test
    void whoIsSilentTooLongIsLeft() throws Exception {
        assertThat(followed(Streams.BOTH, -1)).isEmpty();
        assertThat(Duration.between(NOW, now.get())).isEqualTo(LogFollowing.SILENT);
    }

    @Test
    void nobodyIsFollowedForEver() throws Exception {
        // It says something each time, and would never be silent.
        for (int i = 0; i < 2 * LogFollowing.LONGEST.dividedBy(LogFollowing.EVERY); i++) {
            next.add(() -> logs.write(".", ""));
        }

        followed(Streams.STDOUT, -1);

        assertThat(Duration.between(NOW, now.get())).isEqualTo(LogFollowing.LONGEST);
    }

    @Test
    void aReaderThatIsGoneEndsIt() {
        next.add(() -> logs.write("a\n", ""));
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThatThrownBy(() -> following.follow("art_1", "1", Streams.STDOUT, -1, new LogText(gone, Streams.STDOUT)))
                .isInstanceOf(IOException.class);
        assertThat(rests).hasSize(1);
    }

    @Test
    void onlySoManyFollowAtATime() {
        List<LogFollowing.Place> places = new ArrayList<>();
        for (int i = 0; i < LogFollowing.MOST_AT_ONCE; i++) {
            places.add(following.place().orElseThrow());
        }
        assertThat(following.place()).isEmpty();

        places.getFirst().close();

        assertThat(following.place()).isPresent();
    }

    @Test
    void theLastLinesAreCountedWithOneThatHasNoEnd() {
        byte[] text = bytes("a\nb\n\nc");

        assertThat(LogBytes.tail(text, 0)).isEqualTo(6);
        assertThat(LogBytes.tail(text, 1)).isEqualTo(5);
        assertThat(LogBytes.tail(text, 2)).isEqualTo(4);
        assertThat(LogBytes.tail(text, 3)).isEqualTo(2);
        assertThat(LogBytes.tail(text, 4)).isZero();
        assertThat(LogBytes.tail(text, 99)).isZero();
        assertThat(LogBytes.tail(bytes("a\nb\n"), 1)).isEqualTo(2);
        assertThat(LogBytes.tail(new byte[0], 3)).isZero();
    }

    private String followed(Streams streams, int tail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        following.follow("art_1", "1", streams, tail, new LogText(out, streams));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One log, kept in memory. */
    private static final class Written implements CommandLogs {
        private final Map<Stream, ByteArrayOutputStream> streams = new EnumMap<>(
                Map.of(Stream.STDOUT, new ByteArrayOutputStream(), Stream.STDERR, new ByteArrayOutputStream()));

        String attempt = "1";
        Optional<Ended> ended = Optional.empty();

        void write(String out, String err) {
            streams.get(Stream.STDOUT).writeBytes(bytes(out));
            streams.get(Stream.STDERR).writeBytes(bytes(err));
        }

        void end() {
            ended = Optional.of(new Ended(0, null, null, NOW, 1, Duration.ZERO, 0, 0));
        }

        @Override
        public Optional<State> find(String articleId) {
            return Optional.of(new State(new Began(attempt, "s", "c", NOW), ended.orElse(null)));
        }

        @Override
        public byte[] read(String articleId, String of, Stream stream, long offset, int most) {
            byte[] all = streams.get(stream).toByteArray();
            // In pieces, as a store gives them.
            return Arrays.copyOfRange(all, (int) offset, (int) Math.min(all.length, offset + Math.min(most, 2)));
        }

        @Override
        public void begin(String articleId, Began began) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void append(String articleId, String of, Stream stream, long offset, byte[] bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(String articleId, String of, Ended end) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(Collection<String> articleIds) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long removeBefore(Instant time) {
            throw new UnsupportedOperationException();
        }
    }
}
