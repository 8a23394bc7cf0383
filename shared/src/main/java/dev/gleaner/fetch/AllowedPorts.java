package dev.gleaner.fetch;

import java.util.ArrayList;
import java.util.List;

/** The ports that requests may go to, for example {@code 80,443,8000-9000}. */
record AllowedPorts(List<Range> ranges) {
    private static final int MAX_PORT = 65_535;

    AllowedPorts {
        ranges = List.copyOf(ranges);
    }

    record Range(int first, int last) {}

    static AllowedPorts parse(String setting) {
        List<Range> ranges = new ArrayList<>();
        for (String part : setting.split(",", -1)) {
            ranges.add(range(part.strip()));
        }
        return new AllowedPorts(ranges);
    }

    boolean contains(int port) {
        return ranges.stream().anyMatch(range -> range.first() <= port && port <= range.last());
    }

    /** Reads a port number; -1 if it is none. */
    static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            return -1;
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= MAX_PORT ? port : -1;
    }

    private static Range range(String part) {
        int dash = part.indexOf('-');
        int first = port((dash < 0 ? part : part.substring(0, dash)).strip());
        int last = dash < 0 ? first : port(part.substring(dash + 1).strip());
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "Allowed ports: \"" + part + "\" is not a port (1 to 65535) or a range such as 8000-9000");
        }
        return new Range(first, last);
    }
}
