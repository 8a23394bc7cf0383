package dev.gleaner.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A web site on loopback that counts who asks for what. Every path is an article of its own, but {@code /missing/...},
 * which is not found, and {@code /broken/...}, which is a server fault. It can be slow, and it can hold its answers back.
 */
public final class LocalSite implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> hits = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean mended;
    private boolean holding;

    private LocalSite(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a site on a free port. */
    public static LocalSite start() {
        try {
            return new LocalSite(HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1024));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Every page takes that long. */
    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    /** From now on requests arrive and are not answered, until {@link #open()}. */
    public void hold() {
        lock.lock();
        holding = true;
        lock.unlock();
    }

    /** Answers what was held back, and all that follows. */
    public void open() {
        lock.lock();
        holding = false;
        opened.signalAll();
        lock.unlock();
    }

    /** From now on what was missing is there, and what was broken is whole. */
    public void mend() {
        mended = true;
    }

    /** How often a path was asked for. */
    public int hits(String path) {
        AtomicInteger count = hits.get(path);
        return count == null ? 0 : count.get();
    }

    /** How often each path was asked for. */
    public Map<String, Integer> allHits() {
        return hits.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().get(), Integer::sum, TreeMap::new));
    }

    /** The paths in the order in which they were asked for. */
    public List<String> order() {
        return List.copyOf(order);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/robots.txt")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            hits.computeIfAbsent(path, first -> new AtomicInteger()).incrementAndGet();
            order.add(path);
            await();
            int status = mended ? 200 : path.startsWith("/missing/") ? 404 : path.startsWith("/broken/") ? 500 : 200;
            byte[] body = (status == 200 ? page(path) : "<h1>No</h1>").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = delay.toNanos();
            // Nobody signals but to open; so this is the delay, and an open site keeps to it as well.
            while (holding || left > 0) {
                if (holding) {
                    opened.await();
                } else {
                    left = opened.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static String page(String path) {
        String name = path.substring(1).replace('/', ' ');
        String sentence =
                "This is a sentence of the article called %s, long enough to look like real prose. ".formatted(name);
        return """
                <!doctype html>
                <html lang="en"><head><title>Article %s</title></head>
                <body><nav><a href="/">Home</a></nav>
                <article><h1>Article %s</h1><p>%s</p><p>%s</p><p>%s</p></article>
                <footer>Footer</footer></body></html>
                """.formatted(name, name, sentence.repeat(4), sentence.repeat(3), sentence.repeat(5));
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
