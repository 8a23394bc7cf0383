package dev.gleaner.api.work.list;

import dev.gleaner.api.submission.web.ArticleListing;
import dev.gleaner.fetch.FetchOptions;
import dev.gleaner.fetch.FetchOutcome;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.fetch.Reading;
import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists through the guarded door: each file is fetched like a page, with the same policy on every redirect, and a sitemap
 * index leads to further files, the newest first. robots.txt is not asked: the list is fetched because its address was given to
 * us for that, and robots.txt itself names sitemaps. For virtual threads.
 */
public final class ArticleLists implements ArticleListing, AutoCloseable {
    /** Lists that are read at the same time: each may hold two files of the largest size. */
    private static final int AT_ONCE = 4;

    /** An index may name no further index (sitemaps.org); some do. */
    private static final int DEEPEST = 3;

    private static final int REDIRECTS = 10;

    private static final String ACCEPT =
            "application/atom+xml,application/rss+xml,application/feed+json,application/json,"
                    + "application/xml;q=0.9,text/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1";

    private final Fetcher fetcher;
    private final ListLimits limits;
    private final InstantSource clock;
    private final FileReader files;
    private final Reading reading;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /** @param fetcher ends with this */
    public ArticleLists(Fetcher fetcher, ListLimits limits, InstantSource clock) {
        this.fetcher = fetcher;
        this.limits = limits;
        this.clock = clock;
        this.files = new FileReader(limits.maxBytes());
        this.reading = new Reading(
                ACCEPT, Reading.Statuses.PAGE, Set.of(), limits.maxBytes(), Reading.Beyond.REFUSED, true, REDIRECTS);
    }

    @Override
    public Listing read(ArticleUrl address, FetchOptions options) {
        Instant deadline = clock.instant().plus(limits.timeout());
        try {
            if (!room.tryAcquire(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Unlisted("other lists are being read; try again", true);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return new Unlisted("the process is stopping", true);
        }
        try {
            return new Walk(address, options, deadline).listing();
        } finally {
            room.release();
        }
    }

    @Override
    public void close() {
        fetcher.close();
    }

    /** The way through the files of one list. */
    private final class Walk {
        private final ArticleUrl first;
        private final FetchOptions options;
        private final Instant deadline;
        private final Gathering gathering = new Gathering(limits.mostArticles());
        private final Deque<Step> steps = new ArrayDeque<>();
        private final Set<String> seen = new HashSet<>();
        private int read;
        private int damaged;
        private int unread;
        private int left;
        private boolean late;
        private @Nullable Unlisted failure;

        Walk(ArticleUrl first, FetchOptions options, Instant deadline) {
            this.first = first;
            this.options = options;
            this.deadline = deadline;
        }

        Listing listing() {
            steps.add(new Step(first, 1));
            seen.add(first.key());
            while (!steps.isEmpty()) {
                if (read + unread >= limits.mostFiles() || !clock.instant().isBefore(deadline)) {
                    late = read + unread < limits.mostFiles();
                    left = steps.size();
                    break;
                }
                step(steps.remove());
            }
            if (read == 0) {
                return failure == null ? new Unlisted("it could not be read in time", true) : failure;
            }
            if (gathering.isEmpty() && failure != null) {
                return failure;
            }
            return gathering.listed(notes());
        }

        private void step(Step step) {
            switch (fetched(step.address)) {
                case FetchOutcome.Fetched page -> {
                    ArticleUrl behind = ArticleUrl.parse(page.finalUrl());
                    found(files.read(page.body(), page.charset(), behind), step);
                }
                case FetchOutcome.FailedForNow failed -> fails(failed.error(), true);
                case FetchOutcome.FailedForGood failed -> fails(failed.error(), false);
                case FetchOutcome.Busy busy -> fails("there was no room to fetch it", true);
                case FetchOutcome.Aborted aborted -> fails("the process is stopping", true);
                case FetchOutcome.NotModified never -> fails("it was answered as not modified", true);
            }
        }

        private FetchOutcome fetched(ArticleUrl address) {
            Duration time = Duration.between(clock.instant(), deadline);
            Duration most = time.compareTo(limits.fileTimeout()) < 0 ? time : limits.fileTimeout();
            // What is secret is for the host that it was given for.
            FetchOptions sent = address.sameOrigin(first) ? options : FetchOptions.NONE;
            return fetcher.fetch(sent.request(address, most).within(most).reading(reading));
        }

        private void found(ListFile file, Step step) {
            switch (file) {
                case ListFile.NoList(String reason) -> fails("it " + reason, false);
                case ListFile.Entries(List<Entry> entries, boolean cut) -> {
                    read++;
                    damaged += cut ? 1 : 0;
                    entries.forEach(gathering::add);
                }
                case ListFile.Index(List<Entry> named, boolean cut) -> {
                    read++;
                    damaged += cut ? 1 : 0;
                    if (step.depth == DEEPEST) {
                        fails("its index leads to indexes without end", false);
                        return;
                    }
                    named.stream().sorted(Entry.NEWEST_FIRST).forEach(one -> next(one, step.depth + 1));
                }
            }
        }

        private void next(Entry file, int depth) {
            try {
                ArticleUrl address = ArticleUrl.parse(file.url().strip());
                if (seen.size() <= limits.mostFiles() * 2L && seen.add(address.key())) {
                    steps.add(new Step(address, depth));
                }
            } catch (InvalidUrlException none) {
                unread++;
            }
        }

        private void fails(String reason, boolean forNow) {
            unread++;
            if (failure == null) {
                failure = new Unlisted(reason, forNow);
            }
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (damaged > 0) {
                notes.add("The list is damaged; what could be read of it is taken.");
            }
            if (unread > 0) {
                notes.add("%d of its files could not be read.".formatted(unread));
            }
            if (left > 0) {
                notes.add(
                        late
                                ? "There was no time for all of its files; %d were read.".formatted(read)
                                : "It has more files than are read of one list, %d.".formatted(limits.mostFiles()));
            }
            return notes;
        }
    }

    /** @param depth 1 for the file whose address was given */
    private record Step(ArticleUrl address, int depth) {}
}
