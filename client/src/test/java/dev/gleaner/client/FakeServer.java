package dev.gleaner.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Answers over HTTP as it was told to, and plays one script for each WebSocket that is opened. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();

    FakeServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    /** A request as it came. */
    record Request(String line, String head, String body) {

        boolean hasHeader(String name, String value) {
            return head.lines().anyMatch(line -> line.equalsIgnoreCase(name + ": " + value));
        }
    }

    /** An answer; of a length that is claimed, and may be more than comes. */
    record Reply(int status, String headers, String body, int missingBytes, boolean stalls) {}

    /** What is sent over one WebSocket, and whether the server ends it then. */
    private record Script(boolean pieces, boolean ends, List<String> messages) {}

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    FakeServer on(String line, int status, String body) {
        return on(line, new Reply(status, "Content-Type: application/json\r\n", body, 0, false));
    }

    FakeServer on(String line, Reply reply) {
        replies.put(line, reply);
        return this;
    }

    /** The next WebSocket stays open after these. */
    FakeServer says(String... messages) {
        scripts.add(new Script(false, false, List.of(messages)));
        return this;
    }

    FakeServer saysInPieces(String... messages) {
        scripts.add(new Script(true, false, List.of(messages)));
        return this;
    }

    /** The next WebSocket breaks after these. */
    FakeServer saysAndBreaks(String... messages) {
        scripts.add(new Script(false, true, List.of(messages)));
        return this;
    }

    long asked(String line) {
        return requests.stream().filter(one -> one.line().equals(line)).count();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket socket = accepted) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            Request request = request(in);
            requests.add(request);
            Script script = header(request.head(), "Upgrade").isEmpty() ? null : nextScript();
            if (script != null) {
                play(script, request.head(), in, out);
            } else {
                answer(replies.getOrDefault(request.line(), new Reply(404, "", "", 0, false)), in, out);
            }
        } catch (IOException | GeneralSecurityException gone) {
            // The client ends the connection in its own way.
        }
    }

    /** The last one is played to whoever comes later, too. */
    private @Nullable Script nextScript() {
        return scripts.size() > 1 ? scripts.poll() : scripts.peek();
    }

    private static void answer(Reply reply, InputStream in, OutputStream out) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 %d Status\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n"
                .formatted(reply.status(), reply.headers(), body.length + reply.missingBytes());
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        if (reply.stalls()) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void play(Script script, String head, InputStream in, OutputStream out)
            throws IOException, GeneralSecurityException {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(header(head, "Sec-WebSocket-Key")) + "\r\n\r\n";
        out.write(answer.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        for (String message : script.messages()) {
            int middle = script.pieces() ? message.length() / 2 : 0;
            if (script.pieces()) {
                frame(out, 0x01, message.substring(0, middle));
            }
            frame(out, script.pieces() ? 0x80 : 0x81, message.substring(middle));
        }
        if (script.ends()) {
            // Not before the client has them, which its pong says: an end that overtakes the opening takes all with it.
            frame(out, 0x89, "");
            in.read();
        } else {
            // Until the client has had enough.
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static Request request(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            read.write(next);
            if (read.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        String head = read.toString(StandardCharsets.US_ASCII);
        String length = header(head, "Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        String line = head.lines().findFirst().orElse("").replaceFirst(" HTTP/1.1$", "");
        return new Request(line, head, new String(body, StandardCharsets.UTF_8));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    private static String accept(String key) throws GeneralSecurityException {
        byte[] joined = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(joined));
    }

    private static void frame(OutputStream out, int first, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        // Up to 125 bytes the length is one byte, beyond that 126 and two more.
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (body.length <= 125) {
            frame.write(body.length);
        } else {
            frame.write(126);
            frame.write(body.length >> 8);
            frame.write(body.length & 0xff);
        }
        frame.write(body);
        out.write(frame.toByteArray());
        out.flush();
    }
}
