package dev.gleaner.api.submission;

import dev.gleaner.fetch.JobPace;
import org.jspecify.annotations.Nullable;

/** How many, how long and how large the parts of a submission may be. What checks and what documents it read it here. */
public final class SubmissionLimits {
    /** Characters of a source, and of a category. */
    public static final int LONGEST_TEXT = 200;

    /** Characters of a job's name. */
    public static final int LONGEST_NAME = 200;

    /** Characters of a tag. */
    public static final int LONGEST_TAG = 64;

    public static final int MOST_TAGS = 20;

    /** A tag, as a pattern says it: not blank, and without commas. */
    public static final String TAG = "[^,]*[^,\\s][^,]*";

    public static final int FIRST_PRIORITY = 1;
    public static final int LAST_PRIORITY = 10;
    public static final int USUAL_PRIORITY = 5;

    /** Seconds; about 68 years, and more is no age. */
    public static final int LONGEST_AGE = Integer.MAX_VALUE;

    /** Seconds; the longest that may be asked for is a setting. */
    public static final int SHORTEST_TIMEOUT = 1;

    /** Seconds between two fetches of a host. */
    public static final int LONGEST_HOST_DELAY = 3_600;

    /**
     * Characters of all values of headers, params and settings of one article's own. A page of a thousand items is one document, of at most 16 MiB: sealed
     * they take 4/3 of it.
     */
    public static final int LONGEST_OWN_HEADERS = 6_000;

    /** What a param or setting takes in a document besides its value: its name, its key, and the overhead of both. */
    static final int VALUE_OVERHEAD = 100;

    /** The age of what was fetched on this day. */
    public static final String DAY = "day";

    /** What a client may call its request. */
    public static final String IDEMPOTENCY_KEY = "[!-~]{1,255}";

    /** Articles of one submission at most, whatever is set: the items of more would not fit into the document of a job. */
    static final int MOST_ARTICLES = 100_000;

    public static final Range PRIORITY = new Range(FIRST_PRIORITY, LAST_PRIORITY, "a whole number");
    public static final Range HOST_DELAY = new Range(0, LONGEST_HOST_DELAY, "a number of seconds");
    public static final Range HOST_MAX_CONCURRENT = new Range(1, JobPace.MOST, "a whole number");
    public static final Range AGE = new Range(0, LONGEST_AGE, "\"" + DAY + "\" or a number of seconds");

    private SubmissionLimits() {}

    /** Null is one. */
    static boolean isAge(@Nullable MaxAge age) {
        return !(age instanceof MaxAge.Within within) || AGE.holds(within.age().toSeconds());
    }

    /**
     * Numbers that may be given.
     *
     * @param what they are, for people
     */
    public record Range(long least, long most, String what) {
        public boolean holds(long number) {
            return number >= least && number <= most;
        }

        /** What is said of a value outside. */
        public String fault() {
            return "must be %s from %d to %d".formatted(what, least, most);
        }
    }
}
