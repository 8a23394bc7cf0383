package dev.gleaner.consumer.command.file;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A file of scrapers cannot be used; all its faults are named. */
public final class InvalidScrapersException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<FileFault> faults;

    InvalidScrapersException(String file, List<FileFault> faults) {
        super(file + ": "
                + faults.stream()
                        .sorted(Comparator.comparingInt(FileFault::line))
                        .map(FileFault::text)
                        .collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    InvalidScrapersException(String file, String message) {
        this(file, List.of(new FileFault(0, "", message)));
    }

    public List<FileFault> faults() {
        return faults;
    }
}
