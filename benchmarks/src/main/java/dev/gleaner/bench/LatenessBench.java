package dev.gleaner.bench;

import dev.gleaner.embedded.LocalStores;
import dev.gleaner.embedded.process.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * How late schedules fire: so many schedules, each due once at a time of its own within a window, and three API processes
 * that fire them; beside it a timer of Java's own in this process, for the same times and with nothing to do. Lateness is the
 * time from the due time to the decision, taken right before it is stored, and to the end of it all, when the job is stored and
 * queued and the schedule moves on; both by the clock of the process that fired. No consumer runs, so no job ends: all that have
 * fired are looked after until the end.
 */
final class LatenessBench {
    private static final int SCHEDULES = 10_000;
    private static final int WINDOW_SECONDS = 300;
    private static final int PROCESSES = 3;
    private static final long REDIS_BYTES = 512L << 20;
    private static final int PAGE_BYTES = 5_000;

    /** The same times in each run. */
    private static final long SEED = 14;

    /** Before the window, a tenth of it at the same rate finds Java still compiling, and is not counted. */
    private static final int WARMING = 10;

    /** Until all are created and all processes know them. */
    private static final Duration HEAD_START = Duration.ofSeconds(10);

    private LatenessBench() {}

    static int run(List<String> arguments) throws Exception {
        if (arguments.size() > 2 || !arguments.stream().allMatch(one -> one.matches("\\d{1,6}"))) {
            System.err.println("Usage: gleaner bench lateness [schedules [seconds]]");
            return 2;
        }
        int schedules = arguments.isEmpty() ? SCHEDULES : Integer.parseInt(arguments.getFirst());
        int seconds = arguments.size() < 2 ? WINDOW_SECONDS : Integer.parseInt(arguments.get(1));
        Path folder = Files.createTempDirectory("gleaner-lateness");
        try (LocalPage page = LocalPage.ofArticle(PAGE_BYTES);
                LocalStore mongo = LocalStores.mongo(folder);
                LocalStore redis = LocalStores.redis(folder, REDIS_BYTES)) {
            List<ServiceProcess> processes = new ArrayList<>();
            List<Integer> ports = new ArrayList<>();
            try {
                for (int i = 0; i < PROCESSES; i++) {
                    int port = FootprintBench.freePort();
                    processes.add(ServiceProcess.start(
                            FootprintBench.launcher(),
                            "api",
                            Files.createDirectories(folder.resolve("api" + i)),
                            Map.of("MONGO_URL", mongo.url(), "REDIS_URL", redis.url(), "API_PORT", "" + port),
                            page.port()));
                    ports.add(port);
                }
                Timetable timetable = new Timetable(ports, page.port());
                timetable.awaitReady();
                measure(timetable, schedules, seconds);
            } finally {
                processes.forEach(ServiceProcess::close);
            }
        } finally {
            FootprintBench.remove(folder);
        }
        return 0;
    }

    private static void measure(Timetable timetable, int schedules, int seconds) throws Exception {
        Random random = new Random(SEED);
        // Creating comes first, and takes as long as it takes: at 50 a second at least.
        Instant start =
                Instant.now().plus(HEAD_START).plusSeconds(schedules / 50).truncatedTo(ChronoUnit.SECONDS);
        int warming = schedules / WARMING;
        int warm = Math.max(1, seconds / WARMING);
        List<Instant> due = new ArrayList<>();
        for (int i = 0; i < schedules + warming; i++) {
            due.add(start.plusSeconds(i < schedules ? warm + random.nextInt(seconds) : random.nextInt(warm)));
        }
        timetable.create(due);
        if (Instant.now().isAfter(start)) {
            // Those are refused, or never fire; the row says how many did.
            System.err.println("The schedules took longer to create than the first of them could wait");
        }
        List<Instant> counted = due.subList(0, schedules);
        long[] timer = timer(counted);
        Collection<Timetable.Late> fired = timetable.lateness(counted);
        System.out.printf(Locale.ROOT, "| lateness in ms | fired | p50 | p99 | most |%n|---|---|---|---|---|%n");
        String what = "%,d schedules within %d s, %d API processes: ".formatted(schedules, seconds, PROCESSES);
        print(what + "decided", fired.stream().mapToLong(Timetable.Late::decided));
        print(what + "its job queued", fired.stream().mapToLong(Timetable.Late::queued));
        print("a timer of Java with nothing to do, the same times", LongStream.of(timer));
    }

    /** Returns when all times are over. */
    private static long[] timer(List<Instant> due) throws InterruptedException {
        long[] late = new long[due.size()];
        try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(2)) {
            for (int i = 0; i < late.length; i++) {
                int index = i;
                Instant time = due.get(i);
                timer.schedule(
                        () -> {
                            late[index] = Duration.between(time, Instant.now()).toMillis();
                        },
                        Math.max(0, Duration.between(Instant.now(), time).toNanos()),
                        TimeUnit.NANOSECONDS);
            }
        }
        return late;
    }

    private static void print(String what, LongStream late) {
        long[] sorted = late.sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %d | %d | %d |%n",
                what,
                sorted.length,
                at(sorted, 50),
                at(sorted, 99),
                at(sorted, 100));
    }

    private static long at(long[] sorted, int percent) {
        return sorted.length == 0 ? -1 : sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
