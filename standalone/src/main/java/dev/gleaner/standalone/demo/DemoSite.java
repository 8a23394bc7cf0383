package dev.gleaner.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A web site on loopback with articles of our own writing, so that scraping can be seen without the internet. Its pages
 * come with all that surrounds an article on a real site, and in the forms that real sites have.
 */
public final class DemoSite implements AutoCloseable {

    /** The port to ask for. When it stays the same, a second run finds its articles in the cache. */
    public static final int USUAL_PORT = 8765;

    private static final int LAST_PORT = 8999;
    private static final String HTML = "text/html";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, DemoPage> pages = new HashMap<>();

    private DemoSite(HttpServer server) {
        this.server = server;
        for (DemoPage page : DemoPages.ALL) {
            pages.put(page.location(), page);
            if (page.movedTo() != null) {
                pages.put(page.movedTo(), page);
            }
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts the site.
     *
     * @param port the port to take; when it is taken or 0, the first free one from 8765 to 8999, and if none is, any
     * @throws DemoException if it cannot start
     */
    public static DemoSite start(int port) {
        try {
            return new DemoSite(bind(port));
        } catch (IOException e) {
            throw new DemoException("The demo site could not start on loopback", e);
        }
    }

    private static HttpServer bind(int wanted) throws IOException {
        IntStream inTurn = IntStream.concat(IntStream.of(wanted), IntStream.rangeClosed(USUAL_PORT, LAST_PORT));
        for (int port : inTurn.filter(port -> port != 0).toArray()) {
            HttpServer server = bindOrNull(port);
            if (server != null) {
                return server;
            }
        }
        return HttpServer.create(onLoopback(0), 0);
    }

    private static @Nullable HttpServer bindOrNull(int port) throws IOException {
        try {
            return HttpServer.create(onLoopback(port), 0);
        } catch (BindException taken) {
            return null;
        }
    }

    private static InetSocketAddress onLoopback(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** The address of the site without a slash at its end, for example {@code http://127.0.0.1:8765}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What there is to submit, and how each has to end. */
    public List<DemoArticle> articles() {
        return Stream.concat(DemoPages.ALL.stream().map(DemoPage::article), Stream.of(DemoPages.WITHDRAWN))
                .toList();
    }

    /** The full address of an article. */
    public URI urlOf(DemoArticle article) {
        return URI.create(baseUrl() + article.path());
    }

    /** Stops at once; who still waits for a page is cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            DemoPage page = pages.get(path);
            if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/")) {
                send(exchange, 200, HTML + "; charset=utf-8", index().getBytes(StandardCharsets.UTF_8), false);
            } else if (path.equals("/robots.txt")) {
                send(exchange, 200, "text/plain", "User-agent: *\nAllow: /\n".getBytes(StandardCharsets.UTF_8), false);
            } else if (page == null) {
                byte[] excuse = DemoPage.resource("not-found.html").getBytes(StandardCharsets.UTF_8);
                send(exchange, 404, HTML + "; charset=utf-8", excuse, false);
            } else if (movesOn(page, path) != null) {
                exchange.getResponseHeaders().set("Location", movesOn(page, path));
                exchange.sendResponseHeaders(301, -1);
            } else {
                Thread.sleep(page.delay());
                send(exchange, 200, HTML, page.bytes(), page.gzip());
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String movesOn(DemoPage page, String path) {
        return path.equals(page.movedTo()) ? null : page.movedTo();
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body, boolean gzip)
            throws IOException {
        byte[] sent = gzip ? zipped(body) : body;
        exchange.getResponseHeaders().set("Content-Type", type);
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(sent.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, sent.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(sent);
        }
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** For people who look around: one link for each article. */
    private String index() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<title>Gleaner demo</title>\n<ul>\n");
        for (DemoArticle article : articles()) {
            String path = article.path().replace("&", "&amp;");
            html.append("<li><a href=\"")
                    .append(path)
                    .append("\">")
                    .append(path)
                    .append("</a></li>\n");
        }
        return html.append("</ul>\n").toString();
    }
}
