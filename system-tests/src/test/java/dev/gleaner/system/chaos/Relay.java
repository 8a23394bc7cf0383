package dev.gleaner.system.chaos;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The wire between one process and one store: it can be slow, be cut, or carry nothing in one direction, and deliver what
 * was held back when it is mended. Before a MongoDB it can also answer writes with errors, or cut them off when they are
 * done and not answered yet.
 */
final class Relay implements AutoCloseable {
    private static final int CHUNK = 16 << 10;

    private final boolean mongo;
    private final ServerSocket server;
    private final Set<Wire> wires = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition mended = lock.newCondition();
    private volatile URI target;
    private volatile Duration latency = Duration.ZERO;
    private volatile int failingPercent;
    private volatile @Nullable Predicate<String> lostAnswer;
    private boolean silentUp;
    private boolean silentDown;

    private Relay(String target, boolean mongo) throws IOException {
        this.target = URI.create(target);
        this.mongo = mongo;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 100);
        threads.execute(this::accept);
    }

    static Relay toMongo(String url) {
        return start(url, true);
    }

    static Relay toRedis(String url) {
        return start(url, false);
    }

    private static Relay start(String url, boolean mongo) {
        try {
            return new Relay(url, mongo);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where the process connects. */
    String url() {
        return target.getScheme() + "://127.0.0.1:" + server.getLocalPort();
    }

    /** The store has another address now; connections that are there stay with the old one. */
    void leadTo(String url) {
        target = URI.create(url);
    }

    /** Every piece of data takes that much longer, in both directions. */
    void delay(Duration time) {
        latency = time;
    }

    /** Of each hundred writes so many fail: half of them before they are done, half after. MongoDB only. */
    void failWrites(int percent) {
        failingPercent = percent;
    }

    /** Cuts all connections, with a reset. */
    void reset() {
        wires.forEach(Wire::reset);
    }

    /** The next answer like this is not delivered: the connection is cut instead. */
    void loseAnswer(Predicate<String> like) {
        lostAnswer = like;
    }

    /** Whether that has happened. */
    boolean hasLostAnswer() {
        return lostAnswer == null;
    }

    private boolean isLost(byte[] chunk, int length) {
        Predicate<String> like = lostAnswer;
        if (like == null || !like.test(new String(chunk, 0, length, StandardCharsets.ISO_8859_1))) {
            return false;
        }
        lostAnswer = null;
        return true;
    }

    /** Nothing gets through to the store. */
    void silenceUp() {
        setSilence(true, false);
    }

    /** Nothing comes back from the store. */
    void silenceDown() {
        setSilence(false, true);
    }

    /** All faults are over; what was held back is delivered now. */
    void mend() {
        latency = Duration.ZERO;
        failingPercent = 0;
        setSilence(false, false);
    }

    private void setSilence(boolean up, boolean down) {
        lock.lock();
        silentUp = up;
        silentDown = down;
        mended.signalAll();
        lock.unlock();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket store = new Socket(target.getHost(), target.getPort());
            client.setTcpNoDelay(true);
            store.setTcpNoDelay(true);
            Wire wire = new Wire(client, store);
            wires.add(wire);
            threads.execute(() -> wire.run(wire::down));
            wire.run(wire::up);
        } catch (IOException away) {
            closeQuietly(client);
        }
    }

    private void pass(boolean up) throws IOException {
        try {
            if (!latency.isZero()) {
                Thread.sleep(latency);
            }
            lock.lockInterruptibly();
            try {
                while (up ? silentUp : silentDown) {
                    mended.await();
                }
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IOException("the relay ends", ending);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            return;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            // Closed all the same.
        }
        reset();
        threads.shutdownNow();
    }

    /** One direction of a connection. */
    private interface Direction {
        void run() throws IOException;
    }

    /** A connection of the process, and the one to the store that belongs to it. */
    private final class Wire {
        private final Socket client;
        private final Socket store;
        private final Random random = new Random();
        private volatile boolean cutWithTheAnswer;

        Wire(Socket client, Socket store) {
            this.client = client;
            this.store = store;
        }

        void run(Direction direction) {
            try {
                direction.run();
            } catch (IOException ended) {
                // Either side has gone; closing both tells the other.
            } finally {
                wires.remove(this);
                closeQuietly(client);
                closeQuietly(store);
            }
        }

        void up() throws IOException {
            if (mongo) {
                upMessages();
            } else {
                copy(client.getInputStream(), store.getOutputStream(), true);
            }
        }

        private void upMessages() throws IOException {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                MongoMessage message = MongoMessage.read(in);
                pass(true);
                if (message.isWrite() && random.nextInt(100) < failingPercent) {
                    if (random.nextBoolean()) {
                        client.getOutputStream().write(message.failure());
                        continue;
                    }
                    cutWithTheAnswer = true;
                }
                store.getOutputStream().write(message.bytes());
            }
        }

        void down() throws IOException {
            copy(store.getInputStream(), client.getOutputStream(), false);
        }

        private void copy(InputStream in, OutputStream out, boolean up) throws IOException {
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                pass(up);
                if (!up && (cutWithTheAnswer || isLost(chunk, length))) {
                    reset();
                    return;
                }
                out.write(chunk, 0, length);
            }
        }

        void reset() {
            try {
                client.setSoLinger(true, 0);
            } catch (IOException gone) {
                // Closed below.
            }
            closeQuietly(client);
            closeQuietly(store);
        }
    }
}
