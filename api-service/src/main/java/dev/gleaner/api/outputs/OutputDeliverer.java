package dev.gleaner.api.outputs;

import dev.gleaner.api.deliveries.Deliverer;
import dev.gleaner.api.report.Reports;
import dev.gleaner.api.report.Reports.Subject;
import dev.gleaner.api.results.ResultsExport;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.job.Item;
import dev.gleaner.job.Job;
import dev.gleaner.job.OutputOrder;
import dev.gleaner.job.Outputs;
import dev.gleaner.job.Outputs.Written;
import dev.gleaner.store.StoreAwayException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Writes the files of a job. Names, order and content follow from what is stored, so that a repeat writes the same; a file of before
 * stays until its successor is whole.
 */
final class OutputDeliverer implements Deliverer {
    private static final Logger log = LoggerFactory.getLogger(OutputDeliverer.class);

    private final Optional<OutputFolder> folder;
    private final Reports reports;
    private final ResultsExport results;
    private final Selection selection;
    private final Outputs outputs;

    /** @param folder empty if none is configured */
    OutputDeliverer(
            Optional<OutputFolder> folder,
            Reports reports,
            ResultsExport results,
            Selection selection,
            Outputs outputs) {
        this.folder = folder;
        this.reports = reports;
        this.results = results;
        this.selection = selection;
        this.outputs = outputs;
    }

    @Override
    public DeliveryKind kind() {
        return DeliveryKind.OUTPUT;
    }

    @Override
    public Result deliver(Delivery delivery) {
        try {
            Optional<Subject> subject = reports.subject(delivery.jobId());
            return subject.isEmpty() ? new GivenUp("The job was removed") : deliver(subject.get(), delivery.run());
        } catch (OutputFolder.OutsideException outside) {
            return new GivenUp(reason(outside));
        } catch (StoreAwayException away) {
            log.debug("The files of {} have to wait", delivery.jobId(), away);
            return new FailedForNow("A store is not available", null);
        } catch (IOException | JacksonException unwritten) {
            log.warn("The files of {} could not be written: {}", delivery.jobId(), unwritten.toString());
            return new FailedForNow(reason(unwritten), null);
        } catch (RuntimeException fault) {
            log.error("The files of {} could not be written", delivery.jobId(), fault);
            return new FailedForNow("Internal error", null);
        }
    }

    private Result deliver(Subject subject, int run) throws IOException {
        Job job = subject.detail().job();
        OutputOrder order = subject.orders().output();
        if (order == null) {
            return new GivenUp("The job has no output");
        }
        if (folder.isEmpty()) {
            return new FailedForNow("No OUTPUT_DIR is configured", null);
        }
        if (job.run() > run) {
            return new Done("Run %d follows; its files tell of this one, too".formatted(job.run()));
        }
        if (!job.status().ended()) {
            return new FailedForNow("The job has not ended", null);
        }
        int firstRun = firstRun(subject, run);
        String owner = "%s-%d".formatted(job.id(), run);
        FileNames names = FileNames.of(subject, order);
        Writing writing = new Writing(subject, order, folder.get(), owner);
        Stream<List<Item>> chosen = selection.pages(subject.detail(), order.include(), firstRun);
        switch (order.split()) {
            case RUN -> writing.write(names.ofRun(), chosen);
            case HOST -> {
                Map<String, List<Item>> byHost = new LinkedHashMap<>();
                chosen.flatMap(List::stream)
                        .forEach(item -> byHost.computeIfAbsent(item.host(), host -> new ArrayList<>())
                                .add(item));
                for (Map.Entry<String, List<Item>> host : byHost.entrySet()) {
                    writing.write(names.ofHost(host.getKey()), Stream.of(host.getValue()));
                }
            }
            case ARTICLE -> {
                Predicate<Item> withText = Selection.withText(subject.detail());
                for (List<Item> page : (Iterable<List<Item>>) chosen::iterator) {
                    for (Item item : page) {
                        if (withText.test(item)) {
                            writing.write(names.ofArticle(item), Stream.of(List.of(item)));
                        }
                    }
                }
            }
        }
        Written written = new Written(job.id(), run, firstRun, writing.count, writing.files);
        outputs.note(written);
        if (reports.subject(job.id()).isEmpty()) {
            outputs.remove(job.id());
            return new GivenUp("The job was removed");
        }
        new Summaries(reports, folder.get()).write(subject.with(written), names, owner);
        return new Done(writing.count == 1 ? "1 file" : writing.count + " files");
    }

    /** The runs since the files of before; those that were retried at once have none of their own. */
    private static int firstRun(Subject subject, int run) {
        Written before = subject.outputs();
        if (before == null) {
            return 1;
        }
        return before.run() == run ? before.firstRun() : before.run() + 1;
    }

    /** The message of the system, which names no folder above ours. */
    private static String reason(Exception failure) {
        return switch (failure) {
            case OutputFolder.OutsideException outside -> String.valueOf(outside.getMessage());
            case AccessDeniedException denied -> "OUTPUT_DIR cannot be written: permission denied";
            case FileSystemException odd ->
                "OUTPUT_DIR cannot be written: " + (odd.getReason() == null ? "a name is taken" : odd.getReason());
            default -> "OUTPUT_DIR cannot be written: " + failure.getMessage();
        };
    }

    /** The files of one run, as they are written. */
    private final class Writing {
        private final Subject subject;
        private final OutputOrder order;
        private final OutputFolder into;
        private final String owner;
        private final List<Outputs.File> files = new ArrayList<>();
        private int count;

        Writing(Subject subject, OutputOrder order, OutputFolder into, String owner) {
            this.subject = subject;
            this.order = order;
            this.into = into;
            this.owner = owner;
        }

        void write(List<String> name, Stream<List<Item>> items) throws IOException {
            int[] articles = {0};
            long bytes = into.write(
                    name,
                    owner,
                    out -> articles[0] = results.write(
                            subject.detail(), order.format(), order.split() == OutputOrder.Split.ARTICLE, items, out));
            count++;
            if (files.size() < Outputs.MOST_NAMED) {
                files.add(new Outputs.File(String.join("/", name), bytes, articles[0]));
            }
        }
    }
}
