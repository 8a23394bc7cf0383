package dev.gleaner.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A server program running as a child of this process on a folder of its own. */
public final class ServerProcess {

    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 10;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LOG_TAIL = 600;

    private final Process process;
    private final Path folder;
    private final ServerNote note;

    private ServerProcess(Process process, Path folder, ServerNote note) {
        this.process = process;
        this.folder = folder;
        this.note = note;
    }

    /**
     * Starts {@code command} on {@code folder} and returns once {@code answers} is true for its note.
     *
     * @param secret that it asks for
     * @throws IOException when the program ends before that or needs too long; what it printed is in the message
     */
    public static ServerProcess start(
            Path folder, int port, Secret secret, List<String> command, Predicate<ServerNote> answers)
            throws IOException {
        ServerNote note = new ServerNote(port, 0, secret);
        note.write(folder);
        Path log = folder.resolve("server.log");
        Process process = new ProcessBuilder(apart(command))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        note = note.withPid(process.pid());
        note.write(folder);
        ServerProcess server = new ServerProcess(process, folder, note);
        try {
            server.awaitAnswer(answers, log);
            return server;
        } catch (IOException | RuntimeException e) {
            server.end();
            throw e;
        }
    }

    /**
     * A session of its own where the system offers that: Ctrl-C in a terminal goes to all processes of the session, and
     * the server must not be gone before this process has finished its work.
     */
    private static List<String> apart(List<String> command) {
        List<String> whole = new ArrayList<>();
        Programs.onPath().find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return whole;
    }

    private void awaitAnswer(Predicate<ServerNote> answers, Path log) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers.test(note)) {
            if (ended(50)) {
                throw new IOException("it ended with code " + process.exitValue() + ": " + tail(log));
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it did not answer within " + START_SECONDS + " s: " + tail(log));
            }
        }
    }

    private static String tail(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        return text.substring(Math.max(0, text.length() - LOG_TAIL));
    }

    /** Where it listens, its process, and its secret. */
    public ServerNote note() {
        return note;
    }

    /** Where it listens. */
    public int port() {
        return note.port();
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** Waits for a server that has been asked to stop, and ends it when it does not. */
    public void end() throws IOException {
        if (!ended(TimeUnit.SECONDS.toMillis(process.isAlive() ? STOP_SECONDS / 2 : 0))) {
            process.destroy();
            if (!ended(TimeUnit.SECONDS.toMillis(STOP_SECONDS))) {
                process.destroyForcibly();
                ended(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            }
        }
        ServerNote.delete(folder);
    }

    /** Asks in the way of the system, which both servers take as a clean shutdown. */
    public void terminate() throws IOException {
        process.destroy();
        end();
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Whether anybody listens on a port of this machine; told at once. */
    public static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), CONNECT_MILLIS);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /** A port that nobody listens on, for now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** Waits for a process that is no child of ours to end. */
    public static boolean awaitEnd(long pid) {
        return ProcessHandle.of(pid)
                .map(handle -> {
                    try {
                        handle.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
                        return true;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    } catch (ExecutionException | TimeoutException e) {
                        return false;
                    }
                })
                .orElse(true);
    }
}
