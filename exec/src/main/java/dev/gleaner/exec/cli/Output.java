package dev.gleaner.exec.cli;

import dev.gleaner.exec.json.Json;
import dev.gleaner.exec.record.Damage;
import dev.gleaner.exec.record.JobRecord;
import dev.gleaner.exec.record.RecordFields;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints records, for people or as JSON. */
final class Output {
    private static final List<String> COLUMNS =
            List.of("ID", "RUN", "STATUS", "STARTED", "TOOK", "EXIT", "BYTES", "COMMAND");

    private static final int LONGEST_COMMAND = 60;
    private static final int LAST = COLUMNS.size() - 1;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    Output(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean isJson() {
        return json;
    }

    void say(String line) {
        err.println(line);
    }

    void damages(List<Damage> damages) {
        for (Damage damage : damages) {
            say("passed over: " + damage);
        }
    }

    void job(JobRecord job) {
        fields(RecordFields.of(job));
    }

    void fields(Map<String, @Nullable Object> fields) {
        if (json) {
            out.println(Json.text(fields));
            return;
        }
        fields.forEach((name, value) -> {
            if (value != null) {
                out.println((name + ":" + " ".repeat(Math.max(1, 19 - name.length()))) + text(value));
            }
        });
    }

    void nothing() {
        if (json) {
            out.println("null");
        }
    }

    void jobs(List<JobRecord> jobs) {
        if (json) {
            out.println(Json.text(jobs.stream().map(RecordFields::of).toList()));
        } else if (!jobs.isEmpty()) {
            table(jobs);
        }
    }

    private void table(List<JobRecord> jobs) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        int[] widths = new int[COLUMNS.size()];
        for (JobRecord job : jobs) {
            rows.add(row(job));
        }
        for (List<String> row : rows) {
            for (int i = 0; i < LAST; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < LAST; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.append(row.get(LAST)));
        }
    }

    private static List<String> row(JobRecord job) {
        String command = text(job.command()).replace('\n', ' ');
        String started = job.startedAt() == null ? "-" : job.startedAt().toString();
        return Arrays.asList(
                job.id(),
                Integer.toString(job.run()),
                job.status().word(),
                // To the second; the record has the rest.
                started.length() > 20 ? started.substring(0, 19) + "Z" : started,
                took(job.duration()),
                exit(job),
                Long.toString(job.stdoutBytes() + job.stderrBytes()),
                command.length() > LONGEST_COMMAND ? command.substring(0, LONGEST_COMMAND - 3) + "..." : command);
    }

    private static String took(@Nullable Duration duration) {
        return duration == null ? "-" : "%d.%03ds".formatted(duration.toSeconds(), duration.toMillisPart());
    }

    private static String exit(JobRecord job) {
        if (job.end() == null) {
            return "-";
        }
        Object exit =
                job.end().exitCode() != null ? job.end().exitCode() : job.end().signal();
        return exit == null ? "?" : exit.toString();
    }

    /** A command as a shell would take it. */
    private static String text(Object value) {
        if (!(value instanceof List<?> words)) {
            return value.toString();
        }
        List<String> quoted = new ArrayList<>();
        for (Object word : words) {
            quoted.add(quoted(String.valueOf(word)));
        }
        return String.join(" ", quoted);
    }

    private static String quoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isLetterOrDigit(word.charAt(i)) && "._-/=:,+@%".indexOf(word.charAt(i)) < 0) {
                return "'" + word.replace("'", "'\\''") + "'";
            }
        }
        return word.isEmpty() ? "''" : word;
    }
}
