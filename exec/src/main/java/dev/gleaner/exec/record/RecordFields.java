package dev.gleaner.exec.record;

import dev.gleaner.exec.json.MalformedJsonException;
import dev.gleaner.exec.tree.ProcessId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a record as its file, the answers of the command line and conditions on it name them; docs/exec.md tells them. */
public final class RecordFields {
    /** Rises when a field changes its meaning; a new field alone does not raise it. */
    public static final int VERSION = 1;

    private static final Map<String, Function<JobRecord, @Nullable Object>> FIELDS = fields();

    private RecordFields() {}

    /** In the order in which they are written. */
    public static List<String> names() {
        return List.copyOf(FIELDS.keySet());
    }

    /** @param field one of {@link #names()} */
    public static @Nullable Object value(JobRecord job, String field) {
        Function<JobRecord, @Nullable Object> read = FIELDS.get(field);
        if (read == null) {
            throw new IllegalArgumentException(field);
        }
        return read.apply(job);
    }

    /** All of them, ready to be written as JSON. */
    public static Map<String, @Nullable Object> of(JobRecord job) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        FIELDS.forEach((name, read) -> values.put(name, read.apply(job)));
        return values;
    }

    private static Map<String, Function<JobRecord, @Nullable Object>> fields() {
        Map<String, Function<JobRecord, @Nullable Object>> all = new LinkedHashMap<>();
        all.put("version", job -> VERSION);
        all.put("id", JobRecord::id);
        all.put("run", JobRecord::run);
        all.put("status", job -> job.status().word());
        all.put("command", JobRecord::command);
        all.put("working_directory", job -> job.workingDirectory().toString());
        all.put("pid", job -> job.process() == null ? null : job.process().pid());
        all.put("pid_start", job -> job.process() == null ? null : job.process().start());
        all.put("created_at", job -> job.createdAt().toString());
        all.put("started_at", job -> text(job.startedAt()));
        all.put("ended_at", ofEnd(JobEnd::at));
        all.put("duration_ms", job -> millis(job.duration()));
        all.put("exit_code", ofEnd(JobEnd::exitCode));
        all.put("signal", ofEnd(JobEnd::signal));
        all.put("stopped_by", ofEnd(end -> end.stopped() == null ? null : StopWords.of(end.stopped())));
        all.put("reason", JobRecord::reason);
        all.put("stdout_path", job -> job.stdout().toString());
        all.put("stderr_path", job -> job.stderr().toString());
        all.put("bytes", job -> job.stdoutBytes() + job.stderrBytes());
        all.put("stdout_bytes", JobRecord::stdoutBytes);
        all.put("stderr_bytes", JobRecord::stderrBytes);
        all.put("peak_memory_bytes", ofEnd(JobEnd::peakMemory));
        all.put("cpu_ms", ofEnd(end -> millis(end.cpu())));
        all.put("fresh_until", job -> text(job.freshUntil()));
        all.put("fresh_for_ms", job -> millis(job.terms().freshFor()));
        all.put("timeout_ms", job -> millis(job.terms().timeout()));
        all.put("max_output_bytes", job -> job.terms().maxOutput());
        all.put("max_memory_bytes", job -> job.terms().maxMemory());
        all.put("stop_grace_ms", job -> job.terms().stopGrace().toMillis());
        all.put("watcher_pid", job -> job.watcher().pid());
        all.put("watcher_start", job -> job.watcher().start());
        all.put("machine", JobRecord::machine);
        all.put("mark", JobRecord::mark);
        return all;
    }

    private static Function<JobRecord, @Nullable Object> ofEnd(Function<JobEnd, @Nullable Object> read) {
        return job -> {
            Object value = job.end() == null ? null : read.apply(job.end());
            return value instanceof Instant time ? text(time) : value;
        };
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    /**
     * @param folder where the record was found; its logs lie beside it, wherever the whole was moved to
     * @throws MalformedJsonException if a field is missing or is not what it should be, or the version is a later one
     */
    static JobRecord read(Map<String, @Nullable Object> values, Path folder) throws MalformedJsonException {
        FieldReader read = new FieldReader(values);
        long version = read.number("version");
        if (version != VERSION) {
            throw new MalformedJsonException("has version %d, and %d is known".formatted(version, VERSION));
        }
        Instant endedAt = read.timeOrNull("ended_at");
        JobStatus status = read.status("status");
        if (status.isEnd() != (endedAt != null)) {
            throw new MalformedJsonException("is %s with ended_at %s".formatted(status.word(), endedAt));
        }
        Long exitCode = read.numberOrNull("exit_code");
        Long process = read.numberOrNull("pid");
        List<String> command = new ArrayList<>(read.texts("command"));
        return new JobRecord(
                read.text("id"),
                Math.toIntExact(read.number("run")),
                status,
                command,
                read.path("working_directory"),
                folder,
                new JobTerms(
                        read.durationOrNull("timeout_ms"),
                        read.number("max_output_bytes"),
                        read.numberOrNull("max_memory_bytes"),
                        Duration.ofMillis(read.number("stop_grace_ms")),
                        read.durationOrNull("fresh_for_ms")),
                read.text("machine"),
                process == null ? null : new ProcessId(process, read.number("pid_start")),
                new ProcessId(read.number("watcher_pid"), read.number("watcher_start")),
                read.text("mark"),
                read.time("created_at"),
                read.timeOrNull("started_at"),
                endedAt == null
                        ? null
                        : new JobEnd(
                                endedAt,
                                exitCode == null ? null : Math.toIntExact(exitCode),
                                read.textOrNull("signal"),
                                read.stopReasonOrNull("stopped_by"),
                                read.numberOrNull("peak_memory_bytes"),
                                read.durationOrNull("cpu_ms")),
                read.number("stdout_bytes"),
                read.number("stderr_bytes"),
                read.textOrNull("reason"));
    }
}
