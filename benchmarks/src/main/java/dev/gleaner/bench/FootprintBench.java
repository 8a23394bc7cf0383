package dev.gleaner.bench;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memory that a process takes, as the system counts it: all of Java, not its heap alone. {@code up} alone, then an API
 * and a consumer on stores of their own, each started by the launcher with its usual flags: when nothing happens; after
 * single submissions of one address each and after ten lists of a thousand, when all is scraped; and the most at any time. The
 * pages come from a local site, 64 at a time. Linux only.
 */
final class FootprintBench {
    private static final int SUBMISSIONS = 10_000;
    private static final int LISTS = 10;
    private static final int LIST = 1_000;
    private static final int PAGE_BYTES = 50_000;
    private static final Duration QUIET = Duration.ofSeconds(20);
    private static final long REDIS_BYTES = 512L << 20;
    private static final String ROW = "| %s | %d | %d | %d | %d |%n";

    private final Path launcher;
    private final Path folder;
    private final LocalPage page;
    private final int submissions;
    private final int lists;

    private FootprintBench(Path launcher, Path folder, LocalPage page, int submissions, int lists) {
        this.launcher = launcher;
        this.folder = folder;
        this.page = page;
        this.submissions = submissions;
        this.lists = lists;
    }

    static int run(List<String> arguments) throws Exception {
        if (arguments.size() > 2 || !arguments.stream().allMatch(one -> one.matches("\\d{1,6}"))) {
            System.err.println("Usage: gleaner bench footprint [submissions [lists]]");
            return 2;
        }
        int submissions = arguments.isEmpty() ? SUBMISSIONS : Integer.parseInt(arguments.getFirst());
        int lists = arguments.size() < 2 ? LISTS : Integer.parseInt(arguments.get(1));
        Path folder = Files.createTempDirectory("gleaner-footprint");
        try (LocalPage page = LocalPage.ofArticle(PAGE_BYTES)) {
            FootprintBench bench = new FootprintBench(launcher(), folder, page, submissions, lists);
            System.out.printf(
                    Locale.ROOT,
                    "| MB | idle | after %,d submissions of one | after %d lists of %,d | highest |%n|---|---|---|---|---|%n",
                    submissions,
                    lists,
                    LIST);
            bench.everythingInOne();
            bench.fleet();
        } finally {
            remove(folder);
        }
        return 0;
    }

    private void everythingInOne() throws Exception {
        int port = freePort();
        try (ServiceProcess up = start(
                "up",
                Map.of("API_PORT", "" + port, "DATA_DIR", folder.resolve("up").toString()))) {
            measure(new Submitter(port, page.port()), List.of(up));
        }
    }

    private void fleet() throws Exception {
        Path data = folder.resolve("fleet");
        int port = freePort();
        try (LocalStore mongo = LocalStores.mongo(data);
                LocalStore redis = LocalStores.redis(data, REDIS_BYTES)) {
            Map<String, String> stores =
                    Map.of("MONGO_URL", mongo.url(), "REDIS_URL", redis.url(), "API_PORT", "" + port);
            try (ServiceProcess api = start("api", stores);
                    ServiceProcess consumer = start("consumer", stores)) {
                measure(new Submitter(port, page.port()), List.of(api, consumer));
            }
        }
    }

    private void measure(Submitter submitter, List<ServiceProcess> processes) throws Exception {
        submitter.awaitReady();
        List<Integer> idle = resident(processes);
        submitter.submit(submissions, 1);
        List<Integer> afterSingle = resident(processes);
        submitter.submit(lists, LIST);
        List<Integer> afterLists = resident(processes);
        for (int i = 0; i < processes.size(); i++) {
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    processes.get(i).name(),
                    idle.get(i),
                    afterSingle.get(i),
                    afterLists.get(i),
                    processes.get(i).highest());
        }
    }

    private static List<Integer> resident(List<ServiceProcess> processes) throws Exception {
        Thread.sleep(QUIET);
        return processes.stream().map(ServiceProcess::resident).toList();
    }

    private ServiceProcess start(String command, Map<String, String> settings) throws IOException {
        return ServiceProcess.start(launcher, command, folder, settings, page.port());
    }

    /** Beside the folder that this program lies in. */
    static Path launcher() throws URISyntaxException {
        Path jar = Path.of(FootprintBench.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return jar.resolve(URI.create("../../../gleaner").getPath()).normalize();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
