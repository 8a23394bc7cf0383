package dev.gleaner.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A web site on loopback that counts who asks for what. Every path is an article of its own, but {@code /missing/...},
 * which is not found, {@code /broken/...}, which is a server fault, {@code /busy/...}, which is answered 503, and
 * {@code /changing/...}, which has another text each time, and {@code /list/<n>/<name>}, which links to as many articles. It can be
 * slow, it can hold its answers back, and it can ask for less.
 * What it says to robots is no article and is not counted.
 */
public final class LocalSite implements AutoCloseable {
    private static final Pattern LIST = Pattern.compile("/list/(\\d{1,4})/(.+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, AtomicInteger> hits = new ConcurrentHashMap<>();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final List<Instant> arrivals = new CopyOnWriteArrayList<>();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicInteger refusal = new AtomicInteger();
    private final AtomicInteger notModified = new AtomicInteger();
    private volatile String robots = "";
    private volatile boolean tagging;
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean mended;
    private volatile boolean busy;
    private boolean holding;

    private LocalSite(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a site on a free port of 127.0.0.1. */
    public static LocalSite start() {
        return start("127.0.0.1");
    }

    /** Starts a site on a free port of a loopback address, each of which is a host of its own. */
    public static LocalSite start(String address) {
        try {
            return new LocalSite(HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 1024));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + path;
    }

    /** What it says to robots; without, there is no such file. */
    public void setRobots(String text) {
        robots = text;
    }

    /** The next page is refused with 429 and this Retry-After, in seconds. */
    public void refuseOnce(int retryAfterSeconds) {
        refusal.set(retryAfterSeconds);
    }

    /** Every page has an ETag from now on, and who has it already is told so without a body. */
    public void tagPages() {
        tagging = true;
    }

    /** How often it answered 304. */
    public int notModified() {
        return notModified.get();
    }

    /** The most requests for pages that it worked on at a time. */
    public int mostAtOnce() {
        return mostAtOnce.get();
    }

    /** When each request for a page arrived, in order. */
    public List<Instant> arrivals() {
        return List.copyOf(arrivals);
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

    /** Whether every page is answered 503 from now on. */
    public void setBusy(boolean busy) {
        this.busy = busy;
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
                answerRobots(exchange);
                return;
            }
            arrivals.add(Instant.now());
            hits.computeIfAbsent(path, first -> new AtomicInteger()).incrementAndGet();
            order.add(path);
            int atOnce = working.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce, Math::max);
            try {
                await();
            } finally {
                // Before the answer goes out: who has it may ask for the next page before this thread gets any further.
                working.decrementAndGet();
            }
            answerPage(exchange, path);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void answerRobots(HttpExchange exchange) throws IOException {
        byte[] body = robots.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private int status(String path) {
        if (busy) {
            return 503;
        }
        if (mended) {
            return 200;
        }
        return path.startsWith("/missing/")
                ? 404
                : path.startsWith("/broken/") ? 500 : path.startsWith("/busy/") ? 503 : 200;
    }

    private void answerPage(HttpExchange exchange, String path) throws IOException {
        int status = status(path);
        int wait = refusal.getAndSet(0);
        if (wait > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(wait));
            exchange.sendResponseHeaders(429, -1);
            return;
        }
        if (tagging && status == 200) {
            String tag = "\"" + Integer.toHexString(path.hashCode()) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                notModified.incrementAndGet();
                exchange.sendResponseHeaders(304, -1);
                return;
            }
        }
        String text = path.startsWith("/changing/") ? path + "/edition" + hits(path) : path;
        Matcher list = LIST.matcher(path);
        String html = list.matches() ? list(list.group(1), list.group(2)) : page(text);
        byte[] body = (status == 200 ? html : "<h1>No</h1>").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
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

    /** A page that is no article: links to {@code /listed/<n>/...}. */
    private static String list(String count, String name) {
        String links = IntStream.rangeClosed(1, Integer.parseInt(count))
                .mapToObj(i -> "<li><a href=\"/listed/%d/%s\">Article %d</a></li>".formatted(i, name, i))
                .collect(Collectors.joining());
        return "<!doctype html><html lang=\"en\"><head><title>List</title></head><body><main><ul>%s</ul></main></body></html>"
                .formatted(links);
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
