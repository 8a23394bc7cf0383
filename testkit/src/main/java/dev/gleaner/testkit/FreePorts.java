package dev.gleaner.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * Ports of 127.0.0.1 for those who listen later, or listen again. They lie where the system gives none to whoever asks for
 * any: a process needs seconds until it listens, and everything else that starts meanwhile asks for any. Tests that run
 * beside these in another JVM are given others: each port is a byte of a file that whoever was given it has locked.
 */
public final class FreePorts {
    private static final Path HANDED_OUT_BY_THE_SYSTEM = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    /** Above what services of a machine usually have, and below what systems usually hand out. */
    private static final int LOWEST = 20_000;

    private static final int USUAL_END = 32_768;
    private static final int FEWEST = 1_000;
    private static final int MOST_TRIES = 1_000;

    private static final int END = end();
    private static final Random RANDOM = new Random();
    private static final Set<Integer> GIVEN = new HashSet<>();

    /** Never closed: with it all locks would go. The system lets them go when this JVM ends, however it ends. */
    private static final FileChannel TAKEN = taken();

    private FreePorts() {}

    /** A port that nobody listens on and that is given to nobody else, in this JVM or another one. */
    public static synchronized int next() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = RANDOM.nextInt(LOWEST, END);
            if (!GIVEN.contains(port) && isFree(port) && take(port)) {
                GIVEN.add(port);
                return port;
            }
        }
        throw new IllegalStateException("none of the ports from " + LOWEST + " to " + END + " seems to be free");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static boolean take(int port) {
        try {
            return TAKEN.tryLock(port, 1, false) != null;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** One file for each user: another one's could not be written. */
    private static FileChannel taken() {
        Path file =
                Path.of(System.getProperty("java.io.tmpdir"), "gleaner-test-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Where the ports begin that the system hands out; without its word, or where it begins too low, as usual. */
    private static int end() {
        try {
            int first = Integer.parseInt(
                    Files.readString(HANDED_OUT_BY_THE_SYSTEM).strip().split("\\s+")[0]);
            return first >= LOWEST + FEWEST ? first : USUAL_END;
        } catch (IOException | NumberFormatException unknown) {
            return USUAL_END;
        }
    }
}
