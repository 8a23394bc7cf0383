package dev.gleaner.api.schedules.trigger;

/**
 * Every time of day whose hour, minute and second are all named.
 *
 * @param hours bit n is hour n
 * @param minutes bit n is minute n
 * @param seconds bit n is second n
 */
record TimeFields(long hours, long minutes, long seconds) implements TimesOfDay {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    @Override
    public int atOrAfter(int second) {
        int hour = second / HOUR;
        int minute = second % HOUR / MINUTE;
        int in = second % MINUTE;
        if (has(hours, hour)) {
            if (has(minutes, minute)) {
                int found = from(seconds, in);
                if (found != NONE) {
                    return time(hour, minute, found);
                }
            }
            int found = from(minutes, minute + 1);
            if (found != NONE) {
                return time(hour, found, first(seconds));
            }
        }
        int found = from(hours, hour + 1);
        return found == NONE ? NONE : time(found, first(minutes), first(seconds));
    }

    @Override
    public int atOrBefore(int second) {
        int hour = second / HOUR;
        int minute = second % HOUR / MINUTE;
        int in = second % MINUTE;
        if (has(hours, hour)) {
            if (has(minutes, minute)) {
                int found = upTo(seconds, in);
                if (found != NONE) {
                    return time(hour, minute, found);
                }
            }
            int found = upTo(minutes, minute - 1);
            if (found != NONE) {
                return time(hour, found, last(seconds));
            }
        }
        int found = upTo(hours, hour - 1);
        return found == NONE ? NONE : time(found, last(minutes), last(seconds));
    }

    private static int time(int hour, int minute, int second) {
        return hour * HOUR + minute * MINUTE + second;
    }

    private static boolean has(long mask, int bit) {
        return (mask & 1L << bit) != 0;
    }

    private static int from(long mask, int bit) {
        long rest = mask & -1L << bit;
        return rest == 0 ? NONE : Long.numberOfTrailingZeros(rest);
    }

    private static int upTo(long mask, int bit) {
        long rest = bit < 0 ? 0 : mask & (-1L >>> (Long.SIZE - 1 - bit));
        return rest == 0 ? NONE : last(rest);
    }

    private static int first(long mask) {
        return Long.numberOfTrailingZeros(mask);
    }

    private static int last(long mask) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(mask);
    }
}
