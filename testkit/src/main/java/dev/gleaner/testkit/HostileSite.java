package dev.gleaner.testkit;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** A web site on loopback whose every path misbehaves in its own way; it speaks to the socket, so it can break HTTP. */
public final class HostileSite implements AutoCloseable {
    public static final String PAGE = "<html><title>Page</title><p>Text</p></html>";

    private static final Pattern LENGTH = Pattern.compile("(?m)^Content-Length: (\\d{1,9})$");

    private final ServerSocket server;
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch firstRequest = new CountDownLatch(1);

    /** What follows a request; the connection ends when it returns false. */
    public interface Behaviour {
        boolean answer(OutputStream out) throws IOException, InterruptedException;
    }

    private HostileSite(String address) throws IOException {
        server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 200);
        misbehave();
        Thread.ofVirtual().start(this::accept);
    }

    /** Starts a site on a free port of a loopback address. */
    public static HostileSite on(String address) {
        try {
            return new HostileSite(address);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The address of a path. */
    public String url(String path) {
        return "http://" + server.getInetAddress().getHostAddress() + ":" + port() + path;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections that were taken so far. */
    public int connections() {
        return connections.get();
    }

    /** Request line and headers of each request, in order. */
    public List<String> requests() {
        return requests;
    }

    /** The body of each request that announced one, in order. */
    public List<byte[]> bodies() {
        return bodies;
    }

    /** Returns when the first request has come. */
    public void awaitRequest() throws InterruptedException {
        firstRequest.await();
    }

    /** What a path does from now on. */
    public void on(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
    }

    /** Answers with a whole response as it stands. */
    public void on(String path, String response) {
        on(path, out -> {
            out.write(response.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        });
    }

    /** A whole answer with its length. */
    public static String response(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.getBytes(StandardCharsets.ISO_8859_1).length
                + "\r\n" + headers + "\r\n" + body;
    }

    /** Packed. */
    public static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }

    private void misbehave() {
        String html = "Content-Type: text/html; charset=utf-8\r\n";
        on("/ok", response("200 OK", html + "ETag: \"1\"\r\nLast-Modified: Mon, 23 Nov 2026 08:00:00 GMT\r\n", PAGE));
        on("/404", response("404 Not Here 10.0.0.1", html, "gone"));
        on("/500", response("500 java.lang.Error", html, "broken"));
        on("/503-later", response("503 Busy", html + "Retry-After: 120\r\n", "busy"));
        on("/429", response("429 Slow Down", html + "Retry-After: 7\r\n", ""));
        on("/slow", ignored -> untilClosed());
        on("/drip", out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + html + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return dripped(out);
        });
        on("/drip-headers", out -> {
            out.write("HTTP/1.1 200 OK\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            return dripped(out);
        });
        on("/redirect-ok", response("302 Found", "Location: /ok#part\r\n", ""));
        on("/redirect-endless", response("302 Found", "Location: /redirect-endless?again\r\n", ""));
        on("/redirect-nowhere", response("302 Found", html, PAGE));
        on("/redirect-file", response("302 Found", "Location: file:///etc/passwd\r\n", ""));
        on("/redirect-umlaut", response("302 Found", "Location: /\u00c3\u00a4\r\n", ""));
        on("/%C3%A4", response("200 OK", html, PAGE));
        on("/cookie", out -> {
            String answer = requests.getLast().contains("Cookie: seen=1")
                    ? response("200 OK", html, PAGE)
                    : response("302 Found", "Set-Cookie: seen=1\r\nLocation: /cookie\r\n", "");
            out.write(answer.getBytes(StandardCharsets.US_ASCII));
            return true;
        });
        on("/gzip-bomb", out -> {
            byte[] bomb = gzip(new byte[20_000_000]);
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n" + html
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(bomb);
            return true;
        });
        on("/huge", out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + html + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[65_536];
            while (true) {
                out.write(chunk);
            }
        });
        on("/huge-announced", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n" + html + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return untilClosed();
        });
        on("/pdf", response("200 OK", "Content-Type: application/pdf\r\n", "%PDF-1.7"));
        on("/text", response("200 OK", "Content-Type: TEXT/Plain\r\n", "Text"));
        on("/untyped-html", response("200 OK", "", "\n <!DOCTYPE html><p>Text"));
        on("/untyped-text", response("200 OK", "", "Just text."));
        on("/untyped-binary", response("200 OK", "", "\u0000\u0001\u0002"));
        on("/unknown-encoding", response("200 OK", html + "Content-Encoding: compress\r\n", "\u0001?"));
        on("/broken-gzip", response("200 OK", html + "Content-Encoding: gzip\r\n", "\u0001this is not gzip"));
        on("/no-content", "HTTP/1.1 204 No Content\r\n\r\n");
        on("/cut", out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n" + html + "\r\nhalf")
                    .getBytes(StandardCharsets.US_ASCII));
            return false;
        });
        on("/cut-chunk", out -> {
            out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + html + "\r\nff\r\nhalf")
                    .getBytes(StandardCharsets.US_ASCII));
            return false;
        });
        on("/bad-chunk", out -> {
            out.write(("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + html + "\r\nzz\r\nhalf")
                    .getBytes(StandardCharsets.US_ASCII));
            return false;
        });
        on("/nothing", ignored -> false);
        on("/reset", out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Le".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            throw new ResetException();
        });
        on("/gigabyte", out -> {
            byte[] tenMegabytes = gzip(new byte[10_000_000]);
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n" + html + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 108; i++) {
                out.write(tenMegabytes);
            }
            return false;
        });
        on("/million-headers", out -> {
            out.write(("HTTP/1.1 200 OK\r\n" + html).getBytes(StandardCharsets.US_ASCII));
            byte[] header = "X-Header: value\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1_000; i++) {
                out.write(header);
            }
            return false;
        });
        on("/1xx-flood", out -> {
            byte[] interim = "HTTP/1.1 103 Early Hints\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            while (true) {
                out.write(interim);
            }
        });
        on("/interim", "HTTP/1.1 103 Early Hints\r\n\r\n" + response("200 OK", html, PAGE));
        on("/garbage", out -> {
            out.write("\u0001\u0002 garbage\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII));
            return false;
        });
        on("/many-headers", response("200 OK", html + "X-A: b\r\n".repeat(100_000), PAGE));
        on("/long-header", response("200 OK", html + "X-A: " + "b".repeat(10_000_000) + "\r\n", PAGE));
        on("/status-999", response("999 Request denied", html, ""));
    }

    private boolean dripped(OutputStream out) throws IOException, InterruptedException {
        // A byte now and then, for as long as somebody listens.
        do {
            out.write('x');
            out.flush();
        } while (!closed.await(20, java.util.concurrent.TimeUnit.MILLISECONDS));
        return false;
    }

    private boolean untilClosed() throws InterruptedException {
        closed.await();
        return false;
    }

    private void accept() {
        while (true) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            try {
                for (String head = head(in); !head.isEmpty(); head = head(in)) {
                    readBody(head, in);
                    if (!answered(head, socket.getOutputStream())) {
                        break;
                    }
                    socket.getOutputStream().flush();
                }
            } catch (ResetException reset) {
                socket.setSoLinger(true, 0); // closing sends RST instead of FIN
            }
        } catch (IOException | InterruptedException clientGone) {
            // Whatever the client made of it, the connection is over.
        }
    }

    private boolean answered(String head, OutputStream out) throws IOException, InterruptedException {
        requests.add(head);
        firstRequest.countDown();
        String path = head.split(" ", 3)[1].replaceFirst("\\?.*", "");
        Behaviour behaviour = behaviours.get(path);
        if (behaviour == null) {
            out.write(response("404 Not Found", "", "").getBytes(StandardCharsets.US_ASCII));
            return true;
        }
        return behaviour.answer(out);
    }

    private void readBody(String head, BufferedReader in) throws IOException {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            return;
        }
        byte[] body = new byte[Integer.parseInt(length.group(1))];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) in.read(); // ISO-8859-1: a character is a byte
        }
        bodies.add(body);
    }

    private static String head(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The connection is to be reset. */
    private static final class ResetException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
