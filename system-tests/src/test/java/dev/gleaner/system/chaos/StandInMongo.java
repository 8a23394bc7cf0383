package dev.gleaner.system.chaos;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The MongoDB of this build as a process of its own that may be killed: like a real one with journaled writes it answers a
 * write when it is on disk, which inside one process is left to whoever asks.
 */
final class StandInMongo {
    /** What it prints before its address. */
    static final String AT = "MongoDB at ";

    private static final int UNDER_WAY = 1000;

    private StandInMongo() {}

    /** The folder of the data. */
    public static void main(String[] arguments) throws IOException {
        LocalStore store = LocalStores.openMongo(Path.of(arguments[0]));
        URI behind = URI.create(store.url());
        try (ServerSocket server = new ServerSocket();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
            System.out.println(AT + "mongodb://127.0.0.1:" + server.getLocalPort());
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client, behind, store, threads));
            }
        }
    }

    private static void serve(Socket client, URI behind, LocalStore store, ExecutorService threads) {
        // One entry for each request, in their order: whether its answer waits for the disk.
        BlockingQueue<Boolean> writes = new ArrayBlockingQueue<>(UNDER_WAY);
        try (client;
                Socket server = new Socket(behind.getHost(), behind.getPort())) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            threads.execute(() -> answer(client, server, store, writes));
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                MongoMessage message = MongoMessage.read(in);
                writes.put(message.isWrite());
                server.getOutputStream().write(message.bytes());
            }
        } catch (IOException ended) {
            // Closing both tells the other side.
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Socket client, Socket server, LocalStore store, BlockingQueue<Boolean> writes) {
        try (client;
                server) {
            DataInputStream in = new DataInputStream(server.getInputStream());
            while (true) {
                MongoMessage answer = MongoMessage.read(in);
                if (writes.take()) {
                    store.flush();
                }
                client.getOutputStream().write(answer.bytes());
            }
        } catch (IOException ended) {
            // As above.
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
