package dev.gleaner.consumer.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gleaner.extract.Page;
import dev.gleaner.queue.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadingQueueTest {
    private static final long MIB = 1 << 20;
    private static final LongPredicate ANY = memory -> true;

    private final ReadingQueue queue = new ReadingQueue();

    @Test
    void theUrgentComeFirstThenTheSmall() {
        add("low and small", Lane.LOW, 0, 1);
        add("medium and large", Lane.MEDIUM, 0, 80);
        add("medium and small", Lane.MEDIUM, 0, 2);
        add("high and large", Lane.HIGH, 0, 80);
        add("high and small", Lane.HIGH, 0, 2);
        add("high and as small", Lane.HIGH, 0, 2);

        assertThat(all(ANY))
                .containsExactly(
                        "high and small",
                        "high and as small",
                        "high and large",
                        "medium and small",
                        "medium and large",
                        "low and small");
    }

    @Test
    void whatWaitedLongIsPassedByNothingThatComesNow() {
        add("low and large", Lane.LOW, 0, 80);
        add("high, 2 minutes later", Lane.HIGH, 120, 2);
        add("high, 3 minutes later", Lane.HIGH, 180, 2);

        assertThat(all(ANY)).containsExactly("high, 2 minutes later", "low and large", "high, 3 minutes later");
    }

    @Test
    void whatThereIsMemoryForPassesTheFirstButNotForEver() {
        add("large", Lane.HIGH, 0, 80);
        for (int i = 0; i < 20; i++) {
            add("small " + i, Lane.LOW, 0, 1);
        }

        assertThat(all(memory -> memory <= 10 * MIB)).hasSize(16).doesNotContain("large");
        assertThat(next(ANY)).isEqualTo("large");
        assertThat(all(memory -> memory <= 10 * MIB)).hasSize(4);
    }

    @Test
    void whatIsWantedNoLongerIsGone() {
        PageReading one = add("one", Lane.HIGH, 0, 1);
        add("other", Lane.HIGH, 0, 1);

        assertThat(queue.remove(one)).isTrue();
        assertThat(queue.remove(one)).isFalse();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(all(ANY)).containsExactly("other");
    }

    private PageReading add(String name, Lane lane, int seconds, int mebibytes) {
        PageReading reading = new PageReading(
                new Page(new byte[0], null, null, name),
                lane,
                Supplier::get,
                Duration.ofSeconds(seconds).toNanos(),
                mebibytes * MIB);
        queue.add(reading);
        return reading;
    }

    private List<String> all(LongPredicate fits) {
        List<String> names = new ArrayList<>();
        for (PageReading next = queue.next(fits); next != null; next = queue.next(fits)) {
            names.add(next.page.url());
        }
        return names;
    }

    private String next(LongPredicate fits) {
        return Objects.requireNonNull(queue.next(fits)).page.url();
    }
}
