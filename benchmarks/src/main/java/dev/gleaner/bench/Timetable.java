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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes schedules through APIs, each in turn, and reads how late they were fired. */
final class Timetable {
    private static final int AT_A_TIME = 8;

    /** Between two looks at those that have not fired yet. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    /** When its occurrence was decided; by its id, since a bundled MongoDB looks through all for a history. */
    private static final Pattern DECIDED = Pattern.compile("\"last_run_at\":\"([^\"]+)\"");

    /** When it moved on, which comes after its job is stored and queued; nothing changes it after that. */
    private static final Pattern MOVED_ON = Pattern.compile("\"updated_at\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Integer> ports;
    private final int sitePort;

    Timetable(List<Integer> apiPorts, int sitePort) {
        this.ports = List.copyOf(apiPorts);
        this.sitePort = sitePort;
    }

    void awaitReady() throws InterruptedException, IOException {
        for (int port : ports) {
            new Submitter(port, sitePort).awaitReady();
        }
    }

    /** One schedule for each time, each with a page of its own; nobody fetches it. */
    void create(List<Instant> due) throws Exception {
        each(IntStream.range(0, due.size()).boxed().toList(), i -> {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(api(i) + "/schedules"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("""
                                    {"id":"s%d","trigger":{"type":"once","at":"%s"},"articles":[{"url":"http://127.0.0.1:%d/%d"}]}""".formatted(i, due.get(i), sitePort, i)))
                            .build(),
                    BodyHandlers.ofString());
            // One that came too late for its own time does not fire; there are fewer in the row then.
            if (answer.statusCode() != 201 && answer.statusCode() != 422) {
                throw new IOException(answer.body());
            }
        });
    }

    /** What came of those that have fired; waits until all have, or no more come. */
    Collection<Late> lateness(List<Instant> due) throws Exception {
        Map<Integer, Late> fired = new ConcurrentHashMap<>();
        int before;
        do {
            before = fired.size();
            Thread.sleep(LOOK);
            List<Integer> left = IntStream.range(0, due.size())
                    .filter(i -> !fired.containsKey(i))
                    .boxed()
                    .toList();
            each(left, i -> {
                String schedule = client.send(
                                HttpRequest.newBuilder(URI.create(api(i) + "/schedules/s" + i))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                Matcher decided = DECIDED.matcher(schedule);
                Matcher movedOn = MOVED_ON.matcher(schedule);
                if (decided.find() && movedOn.find()) {
                    fired.put(i, new Late(between(due.get(i), decided), between(due.get(i), movedOn)));
                }
            });
        } while (fired.size() > before && fired.size() < due.size());
        return fired.values();
    }

    private static long between(Instant due, Matcher time) {
        return Duration.between(due, Instant.parse(time.group(1))).toMillis();
    }

    private String api(int schedule) {
        return "http://127.0.0.1:" + ports.get(schedule % ports.size());
    }

    private static void each(List<Integer> schedules, Call call) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int schedule : schedules) {
                all.add(clients.submit(() -> {
                    call.of(schedule);
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }
    }

    /**
     * Milliseconds after the due time.
     *
     * @param decided until it was decided that it fires
     * @param queued until its job was stored and queued and the schedule moved on
     */
    record Late(long decided, long queued) {}

    /** A request. */
    private interface Call {
        void of(int schedule) throws IOException, InterruptedException;
    }
}
