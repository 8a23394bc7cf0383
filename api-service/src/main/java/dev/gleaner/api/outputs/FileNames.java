package dev.gleaner.api.outputs;

import dev.gleaner.api.report.Reports.Subject;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.Origin;
import dev.gleaner.job.OutputOrder;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The names of the files of one run. They are made of the job and its order alone, so that whoever writes them again writes the same:
 * the time in them is when the schedule was due, or when the job was submitted.
 */
final class FileNames {
    /** Stands for the schedule of a job that has none. */
    private static final String NO_SCHEDULE = "jobs";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH-mm-ss", Locale.ROOT);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss", Locale.ROOT);

    private final FileTemplate template;
    private final Map<Placeholder, String> values;

    private FileNames(FileTemplate template, Map<Placeholder, String> values) {
        this.template = template;
        this.values = values;
    }

    static FileNames of(Subject subject, OutputOrder order) {
        Job job = subject.detail().job();
        Origin origin = subject.orders().origin();
        Instant time = origin == null ? job.createdAt() : origin.dueAt();
        ZonedDateTime local = time.atZone(order.zone());
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.SCHEDULE, origin == null ? NO_SCHEDULE : origin.schedule());
        values.put(Placeholder.JOB_ID, job.id());
        values.put(Placeholder.RUN, Integer.toString(job.run()));
        values.put(Placeholder.DATE, DATE.format(local));
        values.put(Placeholder.TIME, TIME.format(local));
        values.put(Placeholder.TIMESTAMP, STAMP.format(local));
        return new FileNames(FileTemplate.of(order), values);
    }

    List<String> ofRun() {
        return template.render(values);
    }

    List<String> ofHost(String host) {
        return template.render(with(Map.of(Placeholder.HOST, host)));
    }

    List<String> ofArticle(Item item) {
        return template.render(with(Map.of(Placeholder.HOST, item.host(), Placeholder.ARTICLE_ID, item.articleId())));
    }

    /**
     * The report of the newest run of all that lie there.
     *
     * @param extension with its dot
     */
    List<String> newestSummary(String extension) {
        return summary(FileTemplate.SUMMARY + extension);
    }

    /** The report of this run. */
    List<String> summaryOfRun(String extension) {
        return summary("%s_%s_run%s%s"
                .formatted(
                        FileTemplate.SUMMARY, values.get(Placeholder.JOB_ID), values.get(Placeholder.RUN), extension));
    }

    private List<String> summary(String name) {
        List<String> path = new ArrayList<>(template.summaryFolder(values));
        path.add(name);
        return path;
    }

    private Map<Placeholder, String> with(Map<Placeholder, String> more) {
        Map<Placeholder, String> all = new EnumMap<>(values);
        all.putAll(more);
        return all;
    }
}
