package dev.gleaner.api.outputs;

import dev.gleaner.api.report.ReportFormat;
import dev.gleaner.api.report.Reports;
import dev.gleaner.api.report.Reports.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Writes the report of a run beside its files, for people and for programs, and once more as the newest. */
final class Summaries {
    private static final Logger log = LoggerFactory.getLogger(Summaries.class);

    private final Reports reports;
    private final OutputFolder folder;

    Summaries(Reports reports, OutputFolder folder) {
        this.reports = reports;
        this.folder = folder;
    }

    void write(Subject subject, FileNames names, String owner) throws IOException {
        boolean newest = isNewest(subject, folder.resolve(names.newestSummary(".json")));
        // The newest last of all, and of these the one that is looked at here: till then it is written again.
        for (ReportFormat format : new ReportFormat[] {ReportFormat.TEXT, ReportFormat.JSON}) {
            folder.write(names.summaryOfRun(extension(format)), owner, out -> reports.write(subject, format, out));
        }
        if (newest) {
            for (ReportFormat format : new ReportFormat[] {ReportFormat.TEXT, ReportFormat.JSON}) {
                folder.write(names.newestSummary(extension(format)), owner, out -> reports.write(subject, format, out));
            }
        }
    }

    private static String extension(ReportFormat format) {
        return switch (format) {
            case JSON -> ".json";
            case TEXT -> ".txt";
        };
    }

    /** A run that is written late does not take the place of a younger one. */
    private static boolean isNewest(Subject subject, Path there) {
        Optional<Head> head = Head.read(there);
        Head ours = new Head(
                subject.orders().origin() == null
                        ? subject.detail().job().createdAt()
                        : subject.orders().origin().firedAt(),
                subject.detail().job().id(),
                subject.detail().job().run());
        return head.isEmpty() || ours.compareTo(head.get()) >= 0;
    }

    /** The beginning of a report. */
    private record Head(Instant firedAt, String job, int run) implements Comparable<Head> {
        private static final Comparator<Head> ORDER =
                Comparator.comparing(Head::firedAt).thenComparing(Head::job).thenComparingInt(Head::run);

        /** Empty if there is none that can be read; then it is no loss. */
        static Optional<Head> read(Path report) {
            if (!Files.isRegularFile(report, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(report);
                    JsonParser json = JsonMapper.shared().createParser(in)) {
                String job = "";
                int run = 0;
                Instant firedAt = Instant.MIN;
                json.nextToken();
                while (json.nextToken() == JsonToken.PROPERTY_NAME
                        && !json.currentName().equals("articles")) {
                    String name = json.currentName();
                    json.nextToken();
                    switch (name) {
                        case "job" -> job = json.getString();
                        case "run" -> run = json.getIntValue();
                        case "fired_at" -> firedAt = Instant.parse(json.getString());
                        default -> json.skipChildren();
                    }
                }
                return Optional.of(new Head(firedAt, job, run));
            } catch (IOException | JacksonException | DateTimeParseException odd) {
                log.debug("{} is no report", report, odd);
                return Optional.empty();
            }
        }

        @Override
        public int compareTo(Head other) {
            return ORDER.compare(this, other);
        }
    }
}
