package dev.gleaner.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Submits lists of addresses that nobody has asked for yet, and waits until all of them are scraped. */
final class Submitter {
    private static final int AT_A_TIME = 8;
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration START = Duration.ofMinutes(3);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String api;
    private final String site;
    private final AtomicInteger page = new AtomicInteger();

    Submitter(int apiPort, int sitePort) {
        this.api = "http://127.0.0.1:" + apiPort;
        this.site = "http://127.0.0.1:" + sitePort;
    }

    void awaitReady() throws InterruptedException, IOException {
        long began = System.nanoTime();
        while (true) {
            try {
                if (get("/health").statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                if (System.nanoTime() - began > START.toNanos()) {
                    throw notYet;
                }
            }
            Thread.sleep(LOOK);
        }
    }

    void submit(int jobs, int size) throws InterruptedException, IOException {
        ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (int job = 0; job < jobs; job++) {
                clients.execute(() -> {
                    try {
                        submit(size, refused);
                    } catch (IOException away) {
                        refused.add(away.toString());
                    } catch (InterruptedException ending) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
        }
        if (!refused.isEmpty()) {
            throw new IOException(refused.size() + " submissions failed, the first with " + refused.peek());
        }
        while (isBusy("IN_PROGRESS") || isBusy("PENDING")) {
            Thread.sleep(LOOK);
        }
    }

    private void submit(int size, ConcurrentLinkedQueue<String> refused) throws IOException, InterruptedException {
        String list = IntStream.range(0, size)
                .mapToObj(one -> "{\"url\":\"%s/%d\"}".formatted(site, page.incrementAndGet()))
                .collect(Collectors.joining(",", "{\"articles\":[", "]}"));
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(api + "/jobs/submit"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(list))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            refused.add(answer.body());
        }
    }

    private boolean isBusy(String status) throws IOException, InterruptedException {
        return !get("/jobs?limit=1&status_filter=" + status).body().equals("[]");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(api + path)).build(), BodyHandlers.ofString());
    }
}
