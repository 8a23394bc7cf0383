package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Some of the crash points, as many as there is time for: the same with every build, so that a build does not fail for
 * the day, and others with {@code -Dcrash.seed}. All of them are met by {@link CrashPointsIT}.
 */
class CrashPointsSampleIT {
    /** No victim is started later than that; the whole stays below three minutes. */
    private static final Duration TIME = Duration.ofSeconds(100);

    private static final int CHAPTERS = 2;
    private static final long SEED = 20_782;

    private final Hunt hunt = new Hunt();

    @AfterEach
    void stop() {
        hunt.close();
    }

    @Test
    void noPromiseIsBrokenAtAFewOfTheCrashPoints() {
        long until = System.nanoTime() + TIME.toNanos();
        long seed = Long.getLong("crash.seed", SEED);
        Random random = new Random(seed);
        List<Chapter> chapters = new ArrayList<>(Chapters.all());
        Collections.shuffle(chapters, random);
        System.out.printf("Sample of the crash points: -Dcrash.seed=%d%n", seed);
        hunt.find(chapters.subList(0, CHAPTERS));
        List<String> points = new ArrayList<>(hunt.points());
        Collections.shuffle(points, random);
        int tried = 0;
        int halted = 0;
        // One at least, however slow the machine. That nobody comes to a point is an error of the whole hunt alone.
        do {
            halted += hunt.crash(points.get(tried), 1) ? 1 : 0;
            tried++;
        } while (tried < points.size() && (halted == 0 || System.nanoTime() - until < 0));
        System.out.printf("Halted at %d of the %d points of this sample%n", halted, points.size());
        assertThat(halted).isPositive();
    }
}
