package dev.gleaner.consumer.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.extract.ArticleExtractor;
import dev.gleaner.extract.Extraction;
import dev.gleaner.extract.Extraction.Extracted;
import dev.gleaner.extract.Extraction.NoArticle;
import dev.gleaner.extract.Page;
import dev.gleaner.extract.ReadingCost;
import dev.gleaner.extract.RefusalCode;
import dev.gleaner.queue.Lane;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingPoolTest {
    private static final String PROSE = "The river rose through the night, and the fields were under water. ";
    private static final int MAX_TAGS = 50_000;
    private static final long PLENTY = 1L << 30;

    private final ExecutorService articles = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Throwable> deaths = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private @Nullable ReadingPool pool;

    /** Readers ask for the time as they read: here they find the gate closed. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicInteger atTheGate = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void stop() {
        gate.countDown();
        articles.shutdownNow();
        if (pool != null) {
            pool.close();
        }
    }

    @Test
    void whatIsDoneAroundAReadingIsDoneByTheReaderInTurn() throws Exception {
        ReadingPool one = pool(1, PLENTY, () -> 0);
        List<String> around = new CopyOnWriteArrayList<>();

        one.read(html("a", 3), Lane.HIGH, reading -> {
            around.add(Thread.currentThread().getName());
            Extraction read = reading.get();
            around.add("ended");
            return read;
        });

        assertThat(around).containsExactly("reader-0", "ended");
    }

    @Test
    void noMorePagesAreReadAtATimeThanThereAreReaders() throws Exception {
        ReadingPool two = pool(2, PLENTY, this::throughTheGate);
        List<Future<ReadPage>> all = List.of(
                read(two, "a", Lane.HIGH),
                read(two, "b", Lane.HIGH),
                read(two, "c", Lane.HIGH),
                read(two, "d", Lane.LOW));
        await().until(() -> atTheGate.get() == 2 && two.waiting() == 2);

        gate.countDown();
        for (Future<ReadPage> one : all) {
            assertThat(one.get().extraction()).isInstanceOf(Extracted.class);
        }

        assertThat(most).hasValue(2);
        await().until(() -> two.free() == PLENTY);
    }

    @Test
    void pagesAreReadByPlatformThreads() throws Exception {
        List<Thread> readers = new CopyOnWriteArrayList<>();
        ReadingPool one = pool(1, PLENTY, () -> {
            readers.add(Thread.currentThread());
            return 0;
        });

        read(one, "a", Lane.HIGH).get();

        assertThat(readers).isNotEmpty().noneMatch(Thread::isVirtual);
    }

    /** With a single reader: a slow page holds what is behind it for its own time, and those behind it in rank not at all. */
    @Test
    void slowPagesLetTheUrgentAndTheSmallPass() throws Exception {
        ReadingPool one = pool(1, PLENTY, this::throughTheGate);
        List<Future<ReadPage>> all = new CopyOnWriteArrayList<>();
        all.add(read(one, "slow 0", Lane.MEDIUM, 20_000));
        await().until(() -> atTheGate.get() == 1);
        for (int i = 1; i < 12; i++) {
            all.add(read(one, "slow " + i, Lane.MEDIUM, 20_000));
        }
        await().until(() -> one.waiting() == 11);
        for (int i = 0; i < 20; i++) {
            all.add(read(one, "fast " + i, Lane.HIGH, 3));
        }
        await().until(() -> one.waiting() == 31);

        gate.countDown();
        for (Future<ReadPage> page : all) {
            page.get();
        }

        assertThat(ended.subList(0, 21))
                .filteredOn(name -> name.startsWith("fast"))
                .hasSize(20);
    }

    @Test
    void aPageThatIsWantedNoLongerLeavesTheQueueAtOnce() {
        ReadingPool one = pool(1, PLENTY, this::throughTheGate);
        read(one, "first", Lane.HIGH);
        await().until(() -> atTheGate.get() == 1);
        Future<ReadPage> second = read(one, "second", Lane.HIGH);
        await().until(() -> one.waiting() == 1);

        second.cancel(true);

        await().until(() -> one.waiting() == 0);
        assertThat(atTheGate).as("the first is still read").hasValue(1);
    }

    @Test
    void theReadingOfAPageThatIsWantedNoLongerEnds() throws Exception {
        AtomicLong looks = new AtomicLong();
        AtomicInteger aborted = new AtomicInteger();
        ReadingPool one = pool(1, PLENTY, () -> {
            // Time that stands still, so that no deadline ends it.
            looks.incrementAndGet();
            await().until(() -> looks.get() < 3 || aborted.get() > 0);
            return 0;
        });
        Future<?> page = articles.submit(() -> {
            try {
                one.read(html("slow", 20_000), Lane.HIGH, Supplier::get);
            } catch (InterruptedException unwanted) {
                aborted.incrementAndGet();
            }
        });
        await().until(() -> looks.get() == 3);

        page.cancel(true);

        await().until(() -> one.free() == PLENTY);
        assertThat(looks.get())
                .as("looks at the clock: some hundred if it were read to its end")
                .isLessThan(10);
        assertThat(read(one, "next", Lane.HIGH).get().extraction()).isInstanceOf(Extracted.class);
    }

    @Test
    void pagesAreReadTogetherOnlyIfThereIsMemoryForBoth() throws Exception {
        long forOne = ReadingCost.of(html("a", 1_000), MAX_TAGS);
        ReadingPool two = pool(2, forOne + forOne / 2, this::throughTheGate);
        Future<ReadPage> first = read(two, "a", Lane.HIGH, 1_000);
        await().until(() -> atTheGate.get() == 1);
        Future<ReadPage> second = read(two, "b", Lane.HIGH, 1_000);
        await().until(() -> two.waiting() == 1);
        Future<ReadPage> small = read(two, "c", Lane.HIGH, 3);
        await().until(() -> atTheGate.get() == 2);

        gate.countDown();

        assertThat(first.get().extraction()).isInstanceOf(Extracted.class);
        assertThat(second.get().extraction()).isInstanceOf(Extracted.class);
        assertThat(small.get().extraction()).isInstanceOf(Extracted.class);
    }

    @Test
    void aPageThatNeedsMoreMemoryThanThereIsAtAllIsTooLarge() throws Exception {
        ReadingPool one = pool(1, 1 << 20, () -> 0);

        assertThat(read(one, "a", Lane.HIGH, 20_000).get().extraction())
                .isInstanceOfSatisfying(NoArticle.class, none -> {
                    assertThat(none.code()).isEqualTo(RefusalCode.TOO_LARGE);
                    assertThat(none.reason()).matches("Reading the page takes up to \\d+ MB of memory; there are 1 MB");
                });
    }

    /** Twelve elements for every tag: what was estimated by the tags does not hold. */
    @Test
    void aPageThatOutgrowsItsMemoryWaitsForMore() throws Exception {
        String html = multiplying(3_000);
        Page page = new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", "http://example.com/");
        Page other = html("other", 20_000);
        long held = ReadingCost.of(other, MAX_TAGS);
        long most = ReadingCost.of(page.body().length, MAX_TAGS);
        AtomicInteger looks = new AtomicInteger();
        // The other page stands at the gate with the memory that this one will want.
        ReadingPool two = pool(2, most + held / 2, () -> looks.getAndIncrement() == 0 ? throughTheGate() : 0);
        Future<ReadPage> first = articles.submit(() -> two.read(other, Lane.HIGH, Supplier::get));
        await().until(() -> atTheGate.get() == 1);
        Future<ReadPage> second = articles.submit(() -> two.read(page, Lane.HIGH, Supplier::get));
        await().until(() -> two.waiting() == 1 && two.free() == most + held / 2 - held);

        gate.countDown();

        assertThat(first.get().extraction()).isInstanceOf(Extracted.class);
        assertThat(second.get().extraction()).isInstanceOf(Extracted.class);
        await().until(() -> two.free() == most + held / 2);
    }

    @Test
    void aPageThatOutgrowsAllMemoryIsTooLarge() throws Exception {
        String html = multiplying(3_000);
        Page page = new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", "http://example.com/");
        ReadingPool one = pool(1, 2 * ReadingCost.of(page, MAX_TAGS), () -> 0);

        Extraction extraction = one.read(page, Lane.HIGH, Supplier::get).extraction();

        assertThat(extraction)
                .isInstanceOfSatisfying(
                        NoArticle.class, none -> assertThat(none.code()).isEqualTo(RefusalCode.TOO_LARGE));
        await().until(() -> one.free() == 2 * ReadingCost.of(page, MAX_TAGS));
    }

    @Test
    void aPageThatTakesTooLongIsGivenUpAndTheNextIsRead() throws Exception {
        AtomicLong now = new AtomicLong();
        ReadingPool one =
                pool(1, PLENTY, () -> now.addAndGet(Duration.ofSeconds(1).toNanos()));

        assertThat(read(one, "slow", Lane.HIGH, 20_000).get().extraction())
                .isEqualTo(new NoArticle(
                        RefusalCode.EXTRACTION_TIMEOUT,
                        "Reading the page took more than 60 seconds of processor time"));
        assertThat(read(one, "fast", Lane.HIGH, 3).get().extraction()).isInstanceOf(Extracted.class);
    }

    @Test
    void aBugCostsItsPageAlone() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        ReadingPool one = pool(1, PLENTY, () -> {
            if (looks.getAndIncrement() == 0) {
                throw new StackOverflowError("planted");
            }
            return 0;
        });

        assertThat(read(one, "first", Lane.HIGH)).failsWithin(Duration.ofMinutes(1));
        assertThat(read(one, "second", Lane.HIGH).get().extraction()).isInstanceOf(Extracted.class);
        assertThat(deaths).isEmpty();
        await().until(() -> one.free() == PLENTY);
    }

    @Test
    void theEndOfTheHeapIsOneOfTheProcess() {
        ReadingPool one = pool(1, PLENTY, () -> {
            throw new OutOfMemoryError("planted");
        });

        read(one, "first", Lane.HIGH);

        await().until(() -> !deaths.isEmpty());
        assertThat(deaths.getFirst()).hasMessage("planted");
    }

    @Test
    void aPoolThatIsClosedReadsNothing() throws Exception {
        ReadingPool one = pool(1, PLENTY, this::throughTheGate);
        Future<ReadPage> running = read(one, "first", Lane.HIGH, 20_000);
        await().until(() -> atTheGate.get() == 1);
        Future<ReadPage> waiting = read(one, "second", Lane.HIGH);
        await().until(() -> one.waiting() == 1);

        one.close();
        gate.countDown();

        assertThat(waiting.get().extraction()).isEqualTo(new Extraction.Stopped());
        assertThat(running.get().extraction()).isEqualTo(new Extraction.Stopped());
        assertThat(one.read(html("third", 3), Lane.HIGH, Supplier::get).extraction())
                .isEqualTo(new Extraction.Stopped());
    }

    private ReadingPool pool(int readers, long memory, LongSupplier clock) {
        pool = new ReadingPool(
                new ArticleExtractor(),
                new ReadingPool.Limits(readers, MAX_TAGS, Duration.ofSeconds(60), memory),
                new Clocks(() -> 0, clock),
                (thread, fault) -> deaths.add(fault));
        return pool;
    }

    private long throughTheGate() {
        most.accumulateAndGet(atTheGate.incrementAndGet(), Math::max);
        try {
            gate.await();
        } catch (InterruptedException never) {
            throw new AssertionError(never);
        } finally {
            atTheGate.decrementAndGet();
        }
        return 0;
    }

    private Future<ReadPage> read(ReadingPool pool, String name, Lane lane) {
        return read(pool, name, lane, 3);
    }

    private Future<ReadPage> read(ReadingPool pool, String name, Lane lane, int paragraphs) {
        Page page = html(name, paragraphs);
        return articles.submit(() -> {
            ReadPage read = pool.read(page, lane, Supplier::get);
            ended.add(name);
            return read;
        });
    }

    private static Page html(String name, int paragraphs) {
        String html = String.format(Locale.ROOT, "<title>%s</title><body>", name) + ("<p>" + PROSE).repeat(paragraphs);
        return new Page(html.getBytes(StandardCharsets.UTF_8), "utf-8", "text/html", "http://example.com/");
    }

    private static String multiplying(int paragraphs) {
        StringBuilder html = new StringBuilder("<p>");
        for (int i = 0; i < 12; i++) {
            html.append("<font size=").append(i).append('>');
        }
        return html.append(("</p><p>" + PROSE).repeat(paragraphs)).toString();
    }
}
