package dev.gleaner.consumer.politeness;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.gleaner.fetch.FetchOutcome.Aborted;
import dev.gleaner.fetch.Fetcher;
import dev.gleaner.url.ArticleUrl;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Obeys robots.txt (RFC 9309). A file is fetched once for the fleet and a day, parsed once for a process and ten minutes;
 * one that is too large for the fleet is fetched by each process that needs it, and kept for a day there. While one article of an origin fetches it, the others of that origin wait for the same answer.
 */
public final class Robots implements RobotsRules {
    /** Bytes of all parsed files together; the rules of hostile sites must not fill the heap. */
    private static final long PARSED_BYTES = 16L << 20;

    /** What an entry weighs besides its rules. */
    private static final int ENTRY_WEIGHT = 500;

    /** Until an article is tried again whose robots.txt was fetched by another one that was aborted. */
    private static final Duration AFTER_ABORT = Duration.ofSeconds(1);

    private final Fetcher fetcher;
    private final RobotsFiles files;
    private final Product product;
    private final RobotsLoader loader;
    private final InstantSource clock;
    private final ConcurrentMap<String, CompletableFuture<ParsedRobots>> underWay = new ConcurrentHashMap<>();
    private final Cache<String, ParsedRobots> parsed = Caffeine.newBuilder()
            .maximumWeight(PARSED_BYTES)
            .weigher((String origin, ParsedRobots file) -> ENTRY_WEIGHT + origin.length() + file.weight())
            .build();

    /**
     * @param userAgent whose first word names us in robots.txt
     * @throws IllegalArgumentException if it does not begin with letters, so that no rule could name us
     */
    public Robots(Fetcher fetcher, RobotsFiles files, String userAgent, InstantSource clock) {
        this.fetcher = fetcher;
        this.files = files;
        this.product = Product.of(userAgent);
        this.loader = RobotsLoader.ofTheFleet(fetcher, files, product, clock);
        this.clock = clock;
    }

    @Override
    public RobotsRules of(@Nullable String userAgent) {
        if (userAgent == null) {
            return this;
        }
        Product other = Product.of(userAgent);
        // Under a name of its own it is asked and remembered apart: other rules may hold, and another file may come.
        RobotsLoader own = RobotsLoader.of(fetcher, files, other, userAgent, clock);
        return (url, timeout) -> judge(own, other.name() + ' ', url, timeout);
    }

    @Override
    public Verdict judge(ArticleUrl url, Duration timeout) {
        return judge(loader, "", url, timeout);
    }

    private Verdict judge(RobotsLoader loader, String prefix, ArticleUrl url, Duration timeout) {
        String origin = prefix + origin(url);
        ParsedRobots file = parsed.getIfPresent(origin);
        if (file == null || !clock.instant().isBefore(file.until())) {
            file = loaded(loader, origin, url, timeout);
        }
        return file.verdict(url);
    }

    private ParsedRobots loaded(RobotsLoader loader, String origin, ArticleUrl url, Duration timeout) {
        CompletableFuture<ParsedRobots> mine = new CompletableFuture<>();
        CompletableFuture<ParsedRobots> first = underWay.putIfAbsent(origin, mine);
        if (first != null) {
            return awaited(loader, first, timeout);
        }
        ParsedRobots file = loader.nothing(new Aborted());
        try {
            file = loader.load(origin, url, timeout);
            if (file.isWorthKeeping()) {
                parsed.put(origin, file);
            }
            return file;
        } finally {
            underWay.remove(origin, mine);
            mine.complete(file);
        }
    }

    private static ParsedRobots awaited(RobotsLoader loader, CompletableFuture<ParsedRobots> first, Duration timeout) {
        try {
            ParsedRobots file = first.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            // An abort of the other article says nothing of the site.
            return file instanceof ParsedRobots.Nothing(Aborted aborted, var until) ? loader.late(AFTER_ABORT) : file;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return loader.nothing(new Aborted());
        } catch (TimeoutException | ExecutionException late) {
            return loader.late();
        }
    }

    private static String origin(ArticleUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        return url.scheme() + "://" + host + ":" + url.port();
    }
}
