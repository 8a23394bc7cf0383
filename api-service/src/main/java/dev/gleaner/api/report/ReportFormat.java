package dev.gleaner.api.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms of a report. */
public enum ReportFormat {
    JSON("application/json", new JsonReport()),
    TEXT("text/plain;charset=utf-8", new TextReport());

    private final String mediaType;
    private final ReportForm form;

    ReportFormat(String mediaType, ReportForm form) {
        this.mediaType = mediaType;
        this.form = form;
    }

    String mediaType() {
        return mediaType;
    }

    ReportForm form() {
        return form;
    }

    static Optional<ReportFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
