package dev.gleaner.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process ends at each of the points that there are, one after the other, in an order that {@code -Dcrash.seed} changes.
 * {@code -Dcrash.points=REGEX} takes those in whose names it is found, {@code -Dcrash.most=100} no more than so
 * many, and {@code -Dcrash.chapters=REGEX} looks for points in a part of the play only.
 */
@Tag("chaos")
class CrashPointsIT {
    private final Hunt hunt = new Hunt();

    @AfterEach
    void stop() {
        hunt.close();
    }

    private static boolean found(String property, String text) {
        return Pattern.compile(System.getProperty(property, "")).matcher(text).find();
    }

    @Test
    void noPromiseIsBrokenWhereverAProcessEnds() {
        hunt.find(Chapters.all().stream()
                .filter(chapter -> found("crash.chapters", chapter.toString()))
                .toList());
        System.out.printf("%d crash points:%n", hunt.points().size());
        hunt.points().forEach(point -> System.out.println("  " + point));
        List<String> points = new ArrayList<>(hunt.points().stream()
                .filter(point -> found("crash.points", point))
                .toList());
        // So that a run that is cut short has seen something of everything.
        Collections.shuffle(points, new Random(Long.getLong("crash.seed", 1)));
        points.subList(Math.min(points.size(), Integer.getInteger("crash.most", points.size())), points.size())
                .clear();
        List<String> broken = new ArrayList<>();
        for (String point : points) {
            try {
                if (!hunt.crash(point, 1)) {
                    broken.add("Nobody came to " + point);
                }
            } catch (AssertionError wrong) {
                System.out.println("BROKEN " + wrong.getMessage());
                broken.add(wrong.getMessage());
            }
        }
        System.out.printf(
                "Halted at %d of %d points, %d failed; %d more points showed after a crash%n",
                points.size() - broken.size(),
                hunt.points().size(),
                broken.size(),
                hunt.furtherPoints().size());
        hunt.furtherPoints().forEach(point -> System.out.println("  " + point));
        assertThat(broken).isEmpty();
    }
}
