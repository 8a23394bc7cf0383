package dev.gleaner.api.report;

import dev.gleaner.api.report.ReportEntry.Status;
import dev.gleaner.article.Articles;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import dev.gleaner.job.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes reports of what the stores hold, a page of the job's articles at a time. */
@Component
public final class StoredReports implements Reports {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Jobs jobs;
    private final Items items;
    private final Efforts efforts;
    private final Articles articles;
    private final Outputs outputs;

    public StoredReports(Jobs jobs, Items items, Efforts efforts, Articles articles, Outputs outputs) {
        this.jobs = jobs;
        this.items = items;
        this.efforts = efforts;
        this.articles = articles;
        this.outputs = outputs;
    }

    @Override
    public Optional<ObjectNode> find(String jobId) {
        return subject(jobId).map(subject -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            write(subject, ReportFormat.JSON, bytes);
            return (ObjectNode) JSON.readTree(bytes.toByteArray());
        });
    }

    @Override
    public Optional<Subject> subject(String jobId) {
        return jobs.detail(jobId)
                .map(detail -> new Subject(
                        detail,
                        jobs.orders(jobId).orElse(Orders.NONE),
                        outputs.find(jobId).orElse(null)));
    }

    @Override
    public void write(Subject subject, ReportFormat format, OutputStream out) {
        Totals totals = new Totals();
        ReportForm.Lines lines = format.form().begin(subject, out);
        each(subject.detail(), entry -> {
            totals.add(entry);
            lines.add(entry);
        });
        lines.end(totals);
    }

    private void each(Jobs.Detail detail, Consumer<ReportEntry> sink) {
        Map<String, Failure> failures = new HashMap<>();
        detail.failures().forEach(failure -> failures.put(failure.articleId(), failure));
        Set<String> open = new HashSet<>(detail.pending());
        String jobId = detail.job().id();
        JobItems counted = new JobItems(items, detail);
        Status unended = detail.job().status() == JobStatus.CANCELLED ? Status.CANCELLED : Status.PENDING;
        for (int page = 0; page < Items.pagesOf(detail.job().total()); page++) {
            List<Item> whole = counted.page(page);
            if (whole.isEmpty()) {
                // The job was removed meanwhile. A report that went on without it would look whole.
                throw new IllegalStateException("page %d of %s is gone".formatted(page, jobId));
            }
            Map<String, Note> notes = notes(jobId, whole, open);
            for (Item item : whole) {
                Failure failure = failures.get(item.articleId());
                Note note = notes.get(item.articleId());
                if (failure != null) {
                    sink.accept(ReportEntry.failed(item, failure, note));
                } else if (open.contains(item.articleId())) {
                    sink.accept(ReportEntry.open(item, unended));
                } else {
                    sink.accept(ReportEntry.ended(item, note));
                }
            }
        }
    }

    /** Of what was there at the submission there is none, and none is needed. */
    private Map<String, Note> notes(String jobId, List<Item> page, Set<String> open) {
        List<String> cached =
                page.stream().filter(Item::cached).map(Item::articleId).toList();
        List<String> ended = page.stream()
                .filter(item -> !item.cached() && !open.contains(item.articleId()))
                .map(Item::articleId)
                .toList();
        Map<String, Note> notes = new HashMap<>();
        if (!ended.isEmpty()) {
            notes.putAll(efforts.find(jobId, ended));
        }
        if (!cached.isEmpty()) {
            Map<String, Articles.Known> known = articles.known(cached);
            cached.forEach(id -> notes.put(id, new Note(jobId, 1, id, Effort.found(text(known.get(id)), Instant.MAX))));
        }
        return notes;
    }

    private static Articles.@Nullable Text text(Articles.@Nullable Known known) {
        return known == null ? null : known.text();
    }
}
