package dev.gleaner.model;

/**
 * Both stores and all processes at an instant, in one array of small numbers, so that a state is copied and hashed at once.
 * Sets are bits. An entry is {@code article * 16 + version * 2 + (1 if revived)}, as a bit of a set; a waiter is
 * {@code job * 2 + run - 1}.
 */
final class World {
    static final int JOBS = 2;
    static final int ARTICLES = 2;
    static final int CONSUMERS = 2;
    static final int VERSIONS = 7;

    // A job's document.
    static final int STATUS = 0;
    static final int RUN = 1;
    static final int PENDING = 2;
    static final int FAILURES = 3;
    static final int COMPLETED = 4;
    static final int FAILED = 5;
    static final int INTENTS = 6;
    static final int TOTAL = 7;
    static final int ADDRESSES = 8;
    private static final int JOB_SIZE = 9;

    static final int NO_JOB = 0;
    static final int JOB_PENDING = 1;
    static final int IN_PROGRESS = 2;
    static final int JOB_COMPLETED = 3;
    static final int JOB_FAILED = 4;
    static final int CANCELLED = 5;

    static final int SUBMIT = 1;
    static final int CANCEL = 2;
    static final int RETRY = 4;

    // A task's document, and the article's.
    static final int STATE = 0;
    static final int WAITERS = 1;
    static final int VERSION = 2;
    static final int OUT = 3;
    static final int CLAIM = 4;
    static final int CRASHES = 5;
    static final int ATTEMPT = 6;
    static final int STARTS = 7;
    static final int RETURNS = 8;
    static final int LIABLE = 9;
    static final int BLAMED = 10;
    static final int OUTCOME = 11;
    static final int NEXT_VERSION = 12;
    static final int NEXT_CLAIM = 13;
    static final int SCRAPED = 14;
    private static final int TASK_SIZE = 15;

    static final int NO_TASK = 0;
    static final int QUEUED = 1;
    static final int RUNNING = 2;
    static final int RETRY_WAIT = 3;
    static final int DONE = 4;

    static final int OK = 1;
    static final int FAIL = 2;

    // Redis.
    static final int LISTS = JOBS * JOB_SIZE + ARTICLES * TASK_SIZE;
    static final int DELAYED = LISTS + 1;
    static final int HELD = LISTS + 2;
    static final int LEASE = HELD + CONSUMERS;

    static final int NO_LEASE = 0;
    static final int LIVES = 1;
    static final int OVER = 2;

    // What may still go wrong.
    static final int FAULTS = LEASE + CONSUMERS;
    static final int WIPES = FAULTS + 1;
    static final int CANCELS = FAULTS + 2;
    static final int RETRIES = FAULTS + 3;
    static final int AUDITS = FAULTS + 4;

    /**
     * Whether a task may be in no list until an audit: because Redis was emptied, or because a consumer started it after its
     * lease had ended, whose entry others have let go since.
     */
    static final int LOOSE = FAULTS + 5;

    /** Set by a step that did what must never be done. */
    static final int WRONG = FAULTS + 6;

    // The audit's memory.
    static final int PRESENT = FAULTS + 7;
    static final int SUSPECTS = FAULTS + 8;
    static final int WAIT_FOR = FAULTS + 9;

    // A process: where it stands and what it knows.
    static final int PROCESSES = FAULTS + 10;
    static final int PC = 0;
    static final int P_JOB = 1;
    static final int P_RUN = 2;
    static final int P_ARTICLE = 3;
    static final int P_LEFT = 4;
    static final int P_VERSION = 5;
    static final int P_CLAIM = 6;
    static final int P_ENTRY = 7;
    static final int P_WAITERS = 8;
    static final int P_OUTCOME = 9;
    static final int P_RETURN = 10;
    static final int P_KIND = 11;
    private static final int PROCESS_SIZE = 12;

    static final int CANCELLER = JOBS;
    static final int SWEEPER = JOBS + 1;
    static final int CONSUMER = JOBS + 2;
    static final int AUDITOR = CONSUMER + CONSUMERS;
    static final int PROCESS_COUNT = AUDITOR + 1;

    static final int SIZE = PROCESSES + PROCESS_COUNT * PROCESS_SIZE;

    final byte[] at;

    World() {
        this(new byte[SIZE + 4 * (2 + CONSUMERS)]);
    }

    private World(byte[] at) {
        this.at = at;
    }

    static World of(byte[] at) {
        return new World(at);
    }

    World copy() {
        return new World(at.clone());
    }

    int get(int index) {
        return at[index];
    }

    void set(int index, int value) {
        at[index] = (byte) value;
    }

    static int job(int job, int field) {
        return job * JOB_SIZE + field;
    }

    static int task(int article, int field) {
        return JOBS * JOB_SIZE + article * TASK_SIZE + field;
    }

    static int process(int process, int field) {
        return PROCESSES + process * PROCESS_SIZE + field;
    }

    /** The entries in a place: LISTS, DELAYED, or HELD plus a consumer. */
    int entries(int place) {
        int base = SIZE + 4 * (place - LISTS);
        return (at[base] & 0xff)
                | (at[base + 1] & 0xff) << 8
                | (at[base + 2] & 0xff) << 16
                | (at[base + 3] & 0xff) << 24;
    }

    void entries(int place, int set) {
        int base = SIZE + 4 * (place - LISTS);
        at[base] = (byte) set;
        at[base + 1] = (byte) (set >> 8);
        at[base + 2] = (byte) (set >> 16);
        at[base + 3] = (byte) (set >> 24);
    }

    /** All entries, wherever they are. */
    int everywhere() {
        int all = entries(LISTS) | entries(DELAYED);
        for (int consumer = 0; consumer < CONSUMERS; consumer++) {
            all |= entries(HELD + consumer);
        }
        return all;
    }

    static int entry(int article, int version) {
        return article * 16 + version * 2;
    }

    static int articleOf(int entry) {
        return entry / 16;
    }

    static int versionOf(int entry) {
        return entry % 16 / 2;
    }

    static boolean revived(int entry) {
        return entry % 2 == 1;
    }

    static int waiter(int job, int run) {
        return job * 2 + run - 1;
    }

    boolean present(int article, int version) {
        return (everywhere() >>> entry(article, version) & 3) != 0;
    }

    boolean open(int job) {
        int status = get(job(job, STATUS));
        return status == JOB_PENDING || status == IN_PROGRESS;
    }

    boolean openTask(int article) {
        int state = get(task(article, STATE));
        return state == QUEUED || state == RUNNING || state == RETRY_WAIT;
    }

    /** 64-bit FNV-1a, mixed as in SplitMix64. */
    long hash() {
        long hash = 0xcbf29ce484222325L;
        for (byte one : at) {
            hash = (hash ^ (one & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        hash ^= hash >>> 31;
        return hash == 0 ? 1 : hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int job = 0; job < JOBS; job++) {
            text.append("job%d[status %d run %d pending %d failures %d completed %d failed %d intents %d] "
                    .formatted(
                            job,
                            get(job(job, STATUS)),
                            get(job(job, RUN)),
                            get(job(job, PENDING)),
                            get(job(job, FAILURES)),
                            get(job(job, COMPLETED)),
                            get(job(job, FAILED)),
                            get(job(job, INTENTS))));
        }
        for (int article = 0; article < ARTICLES; article++) {
            text.append("task%d[state %d waiters %d v%d out %d claim %d scraped %d] "
                    .formatted(
                            article,
                            get(task(article, STATE)),
                            get(task(article, WAITERS)),
                            get(task(article, VERSION)),
                            get(task(article, OUT)),
                            get(task(article, CLAIM)),
                            get(task(article, SCRAPED))));
        }
        text.append("lists %x delayed %x".formatted(entries(LISTS), entries(DELAYED)));
        for (int consumer = 0; consumer < CONSUMERS; consumer++) {
            text.append(" held%d %x lease %d".formatted(consumer, entries(HELD + consumer), get(LEASE + consumer)));
        }
        return text.toString();
    }
}
