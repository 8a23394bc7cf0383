package dev.gleaner.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    @Test
    void noPortIsGivenTwiceAndOneCanListenThere() throws Exception {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            int port = FreePorts.next();
            assertThat(given.add(port)).as("port %d is new", port).isTrue();
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
        }
    }

    /** So many of so few that some would be given twice, if each JVM chose for itself. */
    @Test
    void anotherJvmIsGivenOthers() {
        try (JavaProcess other = JavaProcess.start(Taker.class, Map.of(), System.getProperty(TEMPORARY))) {
            String line = other.awaitLine(found -> found.startsWith(Taker.TAKEN), Duration.ofSeconds(60));
            Set<Integer> taken = Pattern.compile("\\d+")
                    .matcher(line)
                    .results()
                    .map(port -> Integer.valueOf(port.group()))
                    .collect(Collectors.toSet());

            assertThat(taken).hasSize(Taker.MANY);
            for (int i = 0; i < Taker.MANY; i++) {
                assertThat(taken).doesNotContain(FreePorts.next());
            }
        }
    }

    /** Takes ports and keeps them until it is killed. */
    static final class Taker {
        static final String TAKEN = "taken ";
        static final int MANY = 500;

        private Taker() {}

        public static void main(String[] arguments) throws InterruptedException {
            // As another JVM of the tests has it; a process that they start has one of its own.
            System.setProperty(TEMPORARY, arguments[0]);
            System.out.println(TAKEN
                    + IntStream.range(0, MANY)
                            .mapToObj(i -> Integer.toString(FreePorts.next()))
                            .collect(Collectors.joining(" ")));
            new CountDownLatch(1).await();
        }
    }
}
