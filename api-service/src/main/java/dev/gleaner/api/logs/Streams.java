package dev.gleaner.api.logs;

import dev.gleaner.scraper.CommandLogs.Stream;
import java.util.List;

/** What of a log is wanted. */
enum Streams {
    STDOUT(List.of(Stream.STDOUT)),
    STDERR(List.of(Stream.STDERR)),
    BOTH(List.of(Stream.STDOUT, Stream.STDERR));

    private final List<Stream> all;

    Streams(List<Stream> all) {
        this.all = all;
    }

    List<Stream> all() {
        return all;
    }
}
