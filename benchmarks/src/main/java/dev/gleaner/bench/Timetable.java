package dev.gleaner.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes schedules through an API, and reads how late they were fired. */
final class Timetable {
    private static final int AT_A_TIME = 8;
    private static final Duration SETTLES = Duration.ofSeconds(5);

    /** When its last occurrence was decided; by its id, since a bundled MongoDB looks through all for a history. */
    private static final Pattern DECIDED = Pattern.compile("\"last_run_at\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Submitter ready;
    private final String api;
    private final String page;

    Timetable(int apiPort, int sitePort) {
        this.ready = new Submitter(apiPort, sitePort);
        this.api = "http://127.0.0.1:" + apiPort;
        this.page = "http://127.0.0.1:" + sitePort + "/1";
    }

    void awaitReady() throws InterruptedException, IOException {
        ready.awaitReady();
    }

    /** One schedule for each time; all want the same page, so that the fetching of it is no part of what is measured. */
    void create(List<Instant> due) throws Exception {
        each(due.size(), i -> {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api + "/schedules"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("""
                                    {"id":"s%d","trigger":{"type":"once","at":"%s"},"articles":[{"url":"%s"}]}""".formatted(i, due.get(i), page)))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IOException(answer.body());
            }
        });
    }

    /** Milliseconds between the due time and the decision, of all that have fired. */
    long[] lateness(List<Instant> due) throws Exception {
        Thread.sleep(SETTLES);
        ConcurrentLinkedQueue<Long> late = new ConcurrentLinkedQueue<>();
        each(due.size(), i -> {
            String schedule = client.send(
                            HttpRequest.newBuilder(URI.create(api + "/schedules/s" + i))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            Matcher decided = DECIDED.matcher(schedule);
            if (decided.find()) {
                late.add(Duration.between(due.get(i), Instant.parse(decided.group(1)))
                        .toMillis());
            }
        });
        return late.stream().mapToLong(Long::longValue).toArray();
    }

    private static void each(int count, Call call) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int i = 0; i < count; i++) {
                int index = i;
                all.add(clients.submit(() -> {
                    call.of(index);
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** A request. */
    private interface Call {
        void of(int index) throws IOException, InterruptedException;
    }
}
