package dev.gleaner.store;

/**
 * A store cannot serve now; the same call may go through later. Only the adapters make it. What a store says of a mistake of
 * ours (a script that fails, a document that is too large) is none and goes through as it is.
 */
public final class StoreAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Store store;
    private final Kind kind;
    private final String says;

    /** @param cause what the driver said; its text may hold addresses and is for the log only */
    public StoreAwayException(Store store, Kind kind, Throwable cause) {
        this(store, kind, kind.says(), cause);
    }

    /** @param says what is the matter with the store, for people; never what it said itself */
    public StoreAwayException(Store store, Kind kind, String says, Throwable cause) {
        super("%s: %s".formatted(store.label(), says), cause);
        this.store = store;
        this.kind = kind;
        this.says = says;
    }

    public Store store() {
        return store;
    }

    public Kind kind() {
        return kind;
    }

    /** What is the matter with the store, for people. */
    public String says() {
        return says;
    }

    /** Which one. */
    public enum Store {
        MONGODB("MongoDB"),
        REDIS("Redis");

        private final String label;

        Store(String label) {
            this.label = label;
        }

        /** Its name, for people. */
        public String label() {
            return label;
        }
    }

    /** Why it cannot serve. */
    public enum Kind {
        /** It does not answer, or not in time. */
        AWAY("it does not answer"),
        /** It has no room left: its disk, or the memory that it may use. */
        FULL("it is full, and takes no writes"),
        /** It is no primary now, or still reads its data. */
        NOT_PRIMARY("it takes no writes now: it is no primary, or still starts"),
        /** It knows these credentials not, or forbids the command to them. */
        REFUSED("it refuses this user");

        private final String says;

        Kind(String says) {
            this.says = says;
        }

        /** What is said of the store, for people. */
        public String says() {
            return says;
        }
    }
}
