package dev.gleaner.standalone.demo;

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

/** Pushes messages over a WebSocket to whoever connects; asked for a status, it knows nothing new. */
final class FakeSocket implements AutoCloseable {

    private static final String NOTHING_NEW = """
            {"job_id":"job_1","status":"IN_PROGRESS","total_articles":3,"completed":0,"failed":0,"pending":3}""";

    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    private final List<String> messages;
    private volatile boolean pieces;

    FakeSocket(List<String> messages) throws IOException {
        this.messages = messages;
        Thread.ofVirtual().start(this::accept);
    }

    FakeSocket inPieces() {
        pieces = true;
        return this;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
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
            String head = head(in);
            if (!head.startsWith("GET /ws/jobs/job_1 ")) {
                write(
                        out,
                        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + NOTHING_NEW.length() + "\r\n\r\n"
                                + NOTHING_NEW);
                return;
            }
            write(
                    out,
                    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(head) + "\r\n\r\n");
            for (String message : messages) {
                int middle = pieces ? message.length() / 2 : 0;
                if (pieces) {
                    frame(out, 0x01, message.substring(0, middle));
                }
                frame(out, pieces ? 0x80 : 0x81, message.substring(middle));
            }
            // Stays open until the client has had enough.
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | GeneralSecurityException gone) {
            // The client ends the connection in its own way.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0) {
            head.write(next);
            if (head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
                break;
            }
            next = in.read();
        }
        return head.toString(StandardCharsets.US_ASCII);
    }

    private static String accept(String head) throws GeneralSecurityException {
        String key = head.lines()
                .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                .map(line -> line.substring(18).strip())
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no key"));
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

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
