package dev.gleaner.queue.redis;

import dev.gleaner.queue.Lane;
import java.util.List;
import java.util.Locale;

/**
 * Every Redis name of the platform. All keys carry one hash tag, so that they lie in one slot of a cluster and a script
 * may touch several of them; another tag gives another, independent queue.
 *
 * <ul>
 *   <li>{@code {tag}:priority:high|medium|low}: lists, pushed left, claimed right
 *   <li>{@code {tag}:held:<incarnation>}: hash, entry to the time of its claim, with a minus before it when it has left its
 *       host already
 *   <li>{@code {tag}:consumers}: sorted set, incarnation to the end of its lease
 *   <li>{@code {tag}:delayed}: sorted set, entry to its due time
 *   <li>{@code {tag}:hosts}: sorted set of the hosts with waiting entries, to the time when they are looked at again
 *   <li>{@code {tag}:host:<host>}: sorted set, the waiting entries of a host, lane by lane in order of arrival
 *   <li>{@code {tag}:running}: hash, host to the number of held entries
 *   <li>{@code {tag}:pace}: hash, host to the time before which none of its entries is handed out
 *   <li>{@code {tag}:crawl:<host>}: string with a time to live: {@code delay|learned}, the Crawl-delay of a host in ms and
 *       since when it holds
 *   <li>{@code {tag}:own_pace:<host>}: string with a time to live: {@code delay|most|learned|ends}, the pace in ms and
 *       fetches at a time that jobs have asked for on a host, and since and until when it holds
 *   <li>{@code {tag}:orders}: hash, host to what an operator has ordered of it: {@code revision|until|delay|most}, in ms
 *   <li>{@code {tag}:minute:<minute>}: hash with a time to live: what happened in a minute of the epoch, by name
 *   <li>{@code {tag}:report:<incarnation>}: string with a time to live: what a consumer says of itself, as JSON
 *   <li>{@code {tag}:slowed}: hash, host that asks for less to what {@code prelude.lua} remembers of it
 *   <li>{@code {tag}:complaints:<host>}: set with a time to live: the articles of a host that were answered 429 or 503
 *   <li>{@code {tag}:strikes:<host>}: string with a time to live: where earlier versions counted the pauses of a host
 *   <li>{@code {tag}:robots:<origin>}: string with a time to live: what is known of a robots.txt
 *   <li>{@code {tag}:robots_known}: sorted set, origin to the time when its robots.txt is forgotten
 *   <li>{@code {tag}:robots_sizes}: hash, origin to the bytes that its robots.txt takes, and their sum
 *   <li>{@code {tag}:wake}: sorted set of at most one member: there may be work
 *   <li>{@code {tag}:meta}: hash: generation id, turn counter, arrival counter
 *   <li>{@code {tag}:malformed}: list: what lay in the queue and is no entry, the latest at the right
 *   <li>{@code {tag}:audit}: string with a time to live: who audits
 *   <li>{@code {tag}:health}: never there; who asks whether Redis takes writes names it
 * </ul>
 *
 * Times are milliseconds of the Redis clock.
 */
public final class QueueKeys {
    /** Where progress is published. */
    public static final String CHANNEL = "job_updates";

    private static final String DEFAULT_TAG = "scraping_tasks";

    private final String prefix;

    public QueueKeys(String tag) {
        this.prefix = "{" + tag + "}:";
    }

    public static QueueKeys standard() {
        return new QueueKeys(DEFAULT_TAG);
    }

    public String list(Lane lane) {
        return prefix + "priority:" + lane.name().toLowerCase(Locale.ROOT);
    }

    public String held(String incarnation) {
        return prefix + "held:" + incarnation;
    }

    public String consumers() {
        return prefix + "consumers";
    }

    public String delayed() {
        return prefix + "delayed";
    }

    public String hosts() {
        return prefix + "hosts";
    }

    /** The waiting set of a host is this prefix and the host. */
    public String waitingPrefix() {
        return prefix + "host:";
    }

    public String running() {
        return prefix + "running";
    }

    public String pace() {
        return prefix + "pace";
    }

    /** The Crawl-delay of a host lies under this prefix and the host. */
    public String crawlPrefix() {
        return prefix + "crawl:";
    }

    /** The pace that jobs have asked for on a host lies under this prefix and the host. */
    public String ownPacePrefix() {
        return prefix + "own_pace:";
    }

    public String orders() {
        return prefix + "orders";
    }

    /** @param minute since the epoch */
    public String minute(long minute) {
        return prefix + "minute:" + minute;
    }

    public String report(String incarnation) {
        return prefix + "report:" + incarnation;
    }

    public String slowed() {
        return prefix + "slowed";
    }

    /** The complaints of a host lie under this prefix and the host. */
    public String complaintsPrefix() {
        return prefix + "complaints:";
    }

    /** What earlier versions counted of a host lies under this prefix and the host; it is never read. */
    public String strikesPrefix() {
        return prefix + "strikes:";
    }

    /** @param origin scheme, host and port */
    public String robots(String origin) {
        return prefix + "robots:" + origin;
    }

    public String robotsKnown() {
        return prefix + "robots_known";
    }

    public String robotsSizes() {
        return prefix + "robots_sizes";
    }

    public String wake() {
        return prefix + "wake";
    }

    public String meta() {
        return prefix + "meta";
    }

    public String malformed() {
        return prefix + "malformed";
    }

    public String audit() {
        return prefix + "audit";
    }

    public String health() {
        return prefix + "health";
    }

    /** The keys that every script declares, in the order in which {@code prelude.lua} names them. */
    public List<String> forScripts(String incarnation) {
        return List.of(
                list(Lane.HIGH),
                list(Lane.MEDIUM),
                list(Lane.LOW),
                delayed(),
                hosts(),
                running(),
                pace(),
                wake(),
                meta(),
                consumers(),
                held(incarnation),
                crawlPrefix(),
                slowed(),
                complaintsPrefix(),
                ownPacePrefix(),
                orders(),
                // The last, whatever stands before it.
                malformed());
    }
}
