package dev.gleaner.testkit;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between a process and a store and reads along: before a write goes on to the store, it asks whether it may. With
 * it a test can stop a process at every single write of a protocol without the process knowing of tests.
 */
public final class StoreTap implements AutoCloseable {
    private static final Set<String> MONGO_WRITES = Set.of("insert", "update", "delete", "findandmodify");
    private static final Set<String> REDIS_WRITES = Set.of("EVALSHA", "EVAL");

    private volatile ServerSocket server;
    private volatile boolean away;
    private final int port;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final URI target;
    private final Gate gate;
    private final boolean mongo;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private StoreTap(URI target, boolean mongo, Gate gate) throws IOException {
        this.target = target;
        this.mongo = mongo;
        this.gate = gate;
        // Of those that nobody else is given while the store is away.
        this.port = FreePorts.next();
        this.server = listen(port);
        threads.execute(() -> accept(server));
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 50);
        return socket;
    }

    /** From now on the store is away: connections are cut, new ones refused. */
    public void goAway() {
        away = true;
        try {
            server.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The store is there again, at the same address. */
    public void comeBack() {
        try {
            away = false;
            ServerSocket again = listen(port);
            server = again;
            threads.execute(() -> accept(again));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** A tap before a MongoDB. */
    public static StoreTap onMongo(String url, Gate gate) {
        return start(url, true, gate);
    }

    /** A tap before a Redis; only scripts count as writes. */
    public static StoreTap onRedis(String url, Gate gate) {
        return start(url, false, gate);
    }

    private static StoreTap start(String url, boolean mongo, Gate gate) {
        try {
            return new StoreTap(URI.create(url), mongo, gate);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where the process connects instead. */
    public String url() {
        return target.getScheme() + "://127.0.0.1:" + port;
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> tap(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void tap(Socket client) {
        try (client;
                Socket store = new Socket(target.getHost(), target.getPort())) {
            connections.add(client);
            if (away) {
                return; // it was taken just before, and not among those that were cut
            }
            threads.execute(() -> answers(store, client));
            InputStream in = new BufferedInputStream(client.getInputStream());
            OutputStream out = store.getOutputStream();
            while (true) {
                Message message = mongo ? mongoMessage(in) : redisMessage(in);
                if (message.write() && !gate.mayWrite(message.command())) {
                    return;
                }
                out.write(message.bytes());
                out.flush();
            }
        } catch (IOException ended) {
            // Either side has gone; closing both tells the other.
        } finally {
            connections.remove(client);
        }
    }

    private static void answers(Socket store, Socket client) {
        try (client) {
            store.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            // As above.
        }
    }

    /** An OP_MSG: 16 bytes of header, 4 of flags, a section of kind 0 whose first field is named after the command. */
    private static Message mongoMessage(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        byte[] head = new byte[4];
        data.readFully(head);
        int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] all = new byte[length];
        System.arraycopy(head, 0, all, 0, 4);
        data.readFully(all, 4, length - 4);
        int opCode = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        String command = "";
        if (opCode == 2013) {
            int start = 16 + 4 + 1 + 4 + 1;
            int end = start;
            while (all[end] != 0) {
                end++;
            }
            command = new String(all, start, end - start, StandardCharsets.UTF_8);
        }
        return new Message(command, MONGO_WRITES.contains(command.toLowerCase(Locale.ROOT)), all);
    }

    /** An array of bulk strings; the first is the command. */
    private static Message redisMessage(InputStream in) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        String head = line(in, all);
        int parts = Integer.parseInt(head.substring(1));
        String command = "";
        for (int part = 0; part < parts; part++) {
            int length = Integer.parseInt(line(in, all).substring(1));
            byte[] bulk = in.readNBytes(length + 2);
            all.write(bulk);
            if (part == 0) {
                command = new String(bulk, 0, length, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
            }
        }
        return new Message(command, REDIS_WRITES.contains(command), all.toByteArray());
    }

    private static String line(InputStream in, java.io.ByteArrayOutputStream all) throws IOException {
        StringBuilder line = new StringBuilder();
        int last = -1;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            all.write(next);
            if (last == '\r' && next == '\n') {
                return line.substring(0, line.length() - 1);
            }
            line.append((char) next);
            last = next;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            // Closed all the same.
        }
        threads.shutdownNow();
    }

    /** Decides about writes. */
    @FunctionalInterface
    public interface Gate {
        /** Whether a write goes on; if not, the connection is cut. Called before the store sees it. */
        boolean mayWrite(String command);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Message(String command, boolean write, byte[] bytes) {}
}
