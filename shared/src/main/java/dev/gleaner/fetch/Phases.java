package dev.gleaner.fetch;

import dev.gleaner.article.FetchFacts.Timings;
import java.util.concurrent.TimeUnit;

/** Where the time of one fetch goes, summed over its requests; for the thread of the fetch. */
final class Phases {
    private long mark;
    private long connecting;
    private long answering;
    private long reading;

    /** A request begins. */
    void begin() {
        mark = System.nanoTime();
    }

    /** It has its connection. */
    void connected() {
        connecting += step();
    }

    /** The headers of the answer are there. */
    void answered() {
        answering += step();
    }

    /** The body is there. */
    void read() {
        reading += step();
    }

    Timings timings() {
        return new Timings(null, millis(connecting), millis(answering), millis(reading), null);
    }

    private long step() {
        long now = System.nanoTime();
        long took = now - mark;
        mark = now;
        return took;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
