package dev.gleaner.metric;

import dev.gleaner.article.ErrorCode;
import dev.gleaner.event.Event;
import dev.gleaner.event.Observer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts and measures what this process does. Names are those of OpenTelemetry where it has one. No host, address or id is a label:
 * there would be as many series as sites.
 */
public final class Metrics implements Observer {
    /** What {@link #text()} is. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Tags QUEUE = Tags.of("messaging.system", "redis", "messaging.destination.name", "articles");

    private static final Duration[] SHORT = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private static final Duration[] LONG = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(6)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Submitted job -> count("gleaner.jobs.begun", Tags.empty(), 1);
            case Event.Ended(var job) -> count("gleaner.jobs.ended", Tags.of("status", word(job.status())), 1);
            case Event.Claimed claimed -> count("messaging.client.consumed.messages", QUEUE, claimed.entries());
            case Event.PickedUp picked ->
                picked.waited().forEach(time -> time("gleaner.queue.wait.duration", Tags.empty(), LONG, time));
            case Event.Fetched fetched ->
                time(
                        "http.client.request.duration",
                        Tags.of(
                                Tag.of("http.request.method", "GET"),
                                Tag.of("http.response.status_code", status(fetched.httpStatus())),
                                Tag.of("error.type", error(fetched.error()))),
                        SHORT,
                        fetched.took());
            case Event.Extracted read ->
                time("gleaner.extraction.duration", Tags.of("error.type", error(read.refusal())), SHORT, read.took());
            case Event.CommandEnded ran ->
                time("gleaner.command.duration", Tags.of("error.type", error(ran.error())), LONG, ran.took());
            case Event.ArticleEnded ended ->
                count("gleaner.articles.ended", Tags.of("error.type", error(ended.error())), 1);
            case Event.Retried retried ->
                count("gleaner.articles.retried", Tags.of("error.type", error(retried.error())), 1);
            case Event.LeaseLost lost -> count("gleaner.consumer.leases.lost", Tags.empty(), 1);
            case Event.Reaped reaped -> count("gleaner.consumer.reaped.articles", Tags.empty(), reaped.entries());
            case Event.Audited audited -> {
                count("gleaner.audit.repairs", Tags.of("kind", "requeued"), audited.requeued());
                count("gleaner.audit.repairs", Tags.of("kind", "recovered"), audited.recovered());
                count("gleaner.audit.repairs", Tags.of("kind", "recounted"), audited.recounted());
            }
            case Event.ScheduleFired fired -> time("gleaner.schedule.lateness", Tags.empty(), LONG, fired.late());
            case Event.Delivered sent ->
                time(
                        "gleaner.delivery.duration",
                        Tags.of("kind", sent.kind().toLowerCase(Locale.ROOT), "outcome", word(sent.outcome())),
                        SHORT,
                        sent.took());
            case Event.WatcherDropped dropped -> count("gleaner.live.dropped", Tags.empty(), 1);
            case Event.ConsumerJoined quiet -> {}
            case Event.ConsumerLeft quiet -> {}
            case Event.Settled quiet -> {}
        }
    }

    /**
     * A request that this process answered.
     *
     * @param route its pattern, so that there are few
     */
    public void served(String method, String route, int status, Duration took) {
        time(
                "http.server.request.duration",
                Tags.of(
                        "http.request.method", method,
                        "http.route", route,
                        "http.response.status_code", Integer.toString(status)),
                SHORT,
                took);
    }

    /** Something that is looked at whenever somebody reads; null is told as NaN. */
    public void gauge(String name, Tags tags, Supplier<@Nullable Number> value) {
        Supplier<Number> told = () -> {
            Number number = value.get();
            return number == null ? Double.NaN : number;
        };
        Gauge.builder(name, told).tags(tags).strongReference(true).register(registry);
    }

    /** All of it in the format of Prometheus. */
    public String text() {
        return registry.scrape();
    }

    private void count(String name, Tags tags, double more) {
        registry.counter(name, tags).increment(more);
    }

    private void time(String name, Tags tags, Duration[] buckets, Duration took) {
        Timer.builder(name)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry)
                .record(took);
    }

    private static String status(@Nullable Integer status) {
        return status == null ? "none" : status.toString();
    }

    private static String error(@Nullable ErrorCode code) {
        return code == null ? "none" : word(code);
    }

    private static String word(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT);
    }
}
