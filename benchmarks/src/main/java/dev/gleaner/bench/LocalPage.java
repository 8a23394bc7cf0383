package dev.gleaner.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server on loopback that answers every request with one page, as fast as it can: it is not what is measured. */
final class LocalPage implements AutoCloseable {
    private static final int BACKLOG = 1_024;

    private final ServerSocket server;
    private final byte[] answer;

    private LocalPage(ServerSocket server, byte[] answer) {
        this.server = server;
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    static LocalPage ofBytes(int bytes) {
        return of("<p>" + "x".repeat(bytes - "<p>".length()));
    }

    /** One of about so many bytes that an article is read from. */
    static LocalPage ofArticle(int bytes) {
        String paragraph = "<p>"
                + "The council met again on Tuesday evening, and after a long debate it put the decision off. "
                        .repeat(5)
                + "</p>\n";
        return of("<html><title>The council</title><body><article><h1>The council meets again</h1>\n"
                + paragraph.repeat(Math.max(1, bytes / paragraph.length()))
                + "</article></body></html>");
    }

    private static LocalPage of(String page) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
            String head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: "
                    + page.length() + "\r\n\r\n";
            return new LocalPage(server, (head + page).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = socket.getOutputStream();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isEmpty()) {
                    out.write(answer);
                    out.flush();
                }
            }
        } catch (IOException gone) {
            // The client is done.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}
