package dev.gleaner.api.report;

import dev.gleaner.api.report.ReportEntry.Status;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Job;
import dev.gleaner.job.Origin;
import dev.gleaner.job.Outputs;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A text for people: the job, a line for each article, the sums and the files. */
final class TextReport implements ReportForm {
    /** What would break a line or do something to a terminal. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}]+");

    private static final String LINE = "%-10s %12s %12s %9s %8s  %s\n";

    @Override
    public Lines begin(Reports.Subject subject, OutputStream out) {
        Job job = subject.detail().job();
        Origin origin = subject.orders().origin();
        Text text =
                new Text(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), subject.outputs());
        text.field("Job", job.id());
        text.field("Name", job.label().name());
        text.field("Schedule", origin == null ? null : origin.schedule());
        text.field("Due", origin == null ? null : origin.dueAt());
        text.field("Began", JsonReport.firedAt(subject));
        text.field("Ended", job.completedAt());
        text.field("Run", job.run());
        text.field("Status", job.status());
        text.write("\n");
        text.write(LINE.formatted("status", "page bytes", "text bytes", "ms", "attempts", "address"));
        return text;
    }

    private record Text(Writer out, Outputs.@Nullable Written outputs) implements Lines {
        @Override
        public void add(ReportEntry entry) {
            Effort effort = entry.effort();
            String address = oneLine(entry.item().url());
            write(LINE.formatted(
                    entry.status().text(),
                    known(effort == null ? null : effort.bodyBytes()),
                    known(effort == null ? null : effort.contentBytes()),
                    known(
                            effort == null || effort.duration() == null
                                    ? null
                                    : effort.duration().toMillis()),
                    known(effort == null ? null : effort.attempts()),
                    entry.failure() == null
                            ? address
                            : "%s (%s: %s)"
                                    .formatted(
                                            address,
                                            entry.failure().code().code(),
                                            oneLine(entry.failure().error()))));
        }

        @Override
        public void end(Totals totals) {
            write("\n");
            field("Articles", totals.articles());
            field("Ok", totals.ok());
            Arrays.stream(Status.values())
                    .filter(status -> totals.count(status) > 0)
                    .forEach(status ->
                            field(status.name().charAt(0) + status.text().substring(1), totals.count(status)));
            field("Page bytes", totals.bodyBytes());
            field("Text bytes", totals.contentBytes());
            field("Duration", totals.millis() + " ms");
            field("Attempts", totals.attempts());
            if (outputs != null) {
                field("Files", outputs.count());
                write(outputs.files().stream()
                        .map(file ->
                                "  %s (%d bytes, %d articles)\n".formatted(file.name(), file.bytes(), file.articles()))
                        .collect(Collectors.joining()));
                if (outputs.count() > outputs.files().size()) {
                    write("  and %d more\n"
                            .formatted(outputs.count() - outputs.files().size()));
                }
            }
            try {
                out.flush();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        void field(String name, @Nullable Object value) {
            if (value != null) {
                write(String.format(Locale.ROOT, "%-11s %s\n", name + ":", oneLine(value.toString())));
            }
        }

        void write(String text) {
            try {
                out.write(text);
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }

    private static String known(@Nullable Object number) {
        return number == null ? "-" : number.toString();
    }

    private static String oneLine(String text) {
        return CONTROLS.matcher(text).replaceAll(" ").strip();
    }
}
