package dev.gleaner.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gleaner.testkit.HostileSite;
import dev.gleaner.testkit.JavaProcess;
import dev.gleaner.testkit.LocalSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What pages do to a consumer that reads them: they may cost themselves, and nothing of another's work. */
class HostilePagesIT {
    private static final Duration LONG = Duration.ofMinutes(8);
    private static final AtomicInteger NEXT_HOST = new AtomicInteger(32);
    private static final String SENTENCE = "The river rose through the night, and the fields were under water. ";

    private final Fleet fleet = new Fleet()
            .with("SCRAPE_ALLOWED_HOSTS", "127.0.0.32/28")
            .with("SCRAPE_ALLOWED_PORTS", "1-65535")
            .with("SCRAPE_TIMEOUT", "120")
            .with("MAX_RETRY_ATTEMPTS", "0");
    private final HostileSite bad = HostileSite.on(nextHost());
    private final LocalSite good = LocalSite.start(nextHost());

    @AfterEach
    void stop() throws IOException {
        fleet.close();
        bad.close();
        good.close();
    }

    private static String nextHost() {
        return "127.0.0." + NEXT_HOST.getAndIncrement();
    }

    /** A few KB on the wire each. Three of the first kind at once ended a heap of this size, and all work with it. */
    @Test
    void bombsEndAsTooLargeAndTheConsumerReadsOn() {
        List<String> bombs = new ArrayList<>();
        List<String> heavy = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            bombs.add(serve("/tags/" + i, "<p>".repeat(1_666_000)));
            bombs.add(serve("/elements/" + i, multiplying(60_000)));
            heavy.add(serve("/text/" + i, "<body>" + ("<p>" + SENTENCE).repeat(44_000)));
        }
        List<String> all = new ArrayList<>(bombs);
        all.addAll(heavy);
        Client api = fleet.startApi().awaitReady();
        JavaProcess consumer = fleet.startConsumer(Map.of("JAVA_TOOL_OPTIONS", "-Xmx300m"));
        fleet.awaitReady(consumer);

        String hostile = api.submit(all, 1);
        String unrelated = api.submit(urls(30), 5);
        await().atMost(LONG)
                .until(() -> !consumer.isAlive()
                        || api.status(unrelated).ended() && api.status(hostile).ended());

        assertThat(consumer.isAlive()).as("the consumer lives").isTrue();
        assertThat(api.status(unrelated).completed()).isEqualTo(30);
        assertThat(api.endedUrls(hostile)).hasSize(all.size());
        assertThat(codes(api, hostile))
                .containsOnlyKeys(bombs)
                .allSatisfy((url, code) -> assertThat(code).isEqualTo("too_large"));
        assertLeaseHeld(consumer);
    }

    /** One reader: what is behind a slow page waits for that one, and not for all that came before it. */
    @Test
    void slowPagesLetUrgentOnesPass() {
        List<String> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(serve("/slow/" + i, ("<p" + attributes() + ">x").repeat(2_000)));
        }
        Client api = fleet.startApi().awaitReady();
        JavaProcess consumer = fleet.startConsumer(Map.of("READ_THREADS", "1"));
        fleet.awaitReady(consumer);

        String slowJob = api.submit(slow, 5);
        await().atMost(LONG)
                .until(() -> bad.requests().stream()
                                .filter(request -> request.contains("/slow/"))
                                .count()
                        == slow.size());
        String urgent = api.submit(urls(20), 1);
        await().atMost(LONG).until(() -> api.status(urgent).ended());

        int left = api.status(slowJob).pending();
        assertThat(api.status(urgent).completed()).isEqualTo(20);
        assertThat(left).as("slow pages that are still to be read").isPositive();
        await().atMost(LONG).until(() -> api.status(slowJob).ended());
        assertLeaseHeld(consumer);
    }

    private static void assertLeaseHeld(JavaProcess consumer) {
        assertThat(consumer.lines()).noneMatch(line -> line.contains("its work is given up"));
    }

    private List<String> urls(int number) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            urls.add(good.url("/good/" + i));
        }
        return urls;
    }

    private static Map<String, String> codes(Client api, String job) {
        Map<String, String> codes = new TreeMap<>();
        for (JsonNode failed : api.results(job).get("failed_articles")) {
            codes.put(failed.get("url").asString(), failed.get("error_code").asString());
        }
        return codes;
    }

    private String serve(String path, String html) {
        byte[] packed = HostileSite.gzip(html.getBytes(StandardCharsets.UTF_8));
        bad.on(path, out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.length
                            + "\r\nContent-Type: text/html; charset=utf-8\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(packed);
            return true;
        });
        return bad.url(path);
    }

    /** Twelve elements for each paragraph: what formats text is repeated in every paragraph after it. */
    private static String multiplying(int paragraphs) {
        StringBuilder html = new StringBuilder("<p>");
        for (int i = 0; i < 12; i++) {
            html.append("<font size=").append(i).append('>');
        }
        return html.append("</p><p>x".repeat(paragraphs)).toString();
    }

    /** As many as the parser keeps of one tag: it compares each with each. */
    private static String attributes() {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            attributes.append(" a").append(i);
        }
        return attributes.toString();
    }
}
