package dev.gleaner.api.outputs;

import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.OutputOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the articles of a job that go into its files. */
final class Selection {
    private final Items items;
    private final Efforts efforts;

    Selection(Items items, Efforts efforts) {
        this.items = items;
        this.efforts = efforts;
    }

    /**
     * The chosen ones, a page of the submission at a time.
     *
     * @param firstRun what was fetched before is no change
     */
    Stream<List<Item>> pages(Jobs.Detail detail, OutputOrder.Include include, int firstRun) {
        String jobId = detail.job().id();
        JobItems counted = new JobItems(items, detail);
        Stream<List<Item>> pages =
                IntStream.range(0, Items.pagesOf(detail.job().total())).mapToObj(page -> page(counted, jobId, page));
        return switch (include) {
            case ALL -> pages;
            case CHANGED -> {
                Set<String> without = textless(detail);
                yield pages.map(page -> changed(jobId, page, without, firstRun));
            }
        };
    }

    private static List<Item> page(JobItems counted, String jobId, int page) {
        List<Item> whole = counted.page(page);
        if (whole.isEmpty()) {
            // The job was removed meanwhile. A file that went on without it would look whole.
            throw new IllegalStateException("page %d of %s is gone".formatted(page, jobId));
        }
        return whole;
    }

    /** Those that have a text. */
    static Predicate<Item> withText(Jobs.Detail detail) {
        Set<String> without = textless(detail);
        return item -> !without.contains(item.articleId());
    }

    private static Set<String> textless(Jobs.Detail detail) {
        Set<String> without = new HashSet<>(detail.pending());
        detail.failures().stream().map(Failure::articleId).forEach(without::add);
        return without;
    }

    private List<Item> changed(String jobId, List<Item> page, Set<String> without, int firstRun) {
        List<Item> fetched = page.stream()
                .filter(item -> !item.cached() && !without.contains(item.articleId()))
                .toList();
        Map<String, Note> notes = fetched.isEmpty()
                ? Map.of()
                : efforts.find(jobId, fetched.stream().map(Item::articleId).toList());
        return fetched.stream()
                .filter(item -> isChanged(notes.get(item.articleId()), firstRun))
                .toList();
    }

    /** Of what nobody noted it may be a change, and a reader who gets it twice loses less than one who never does. */
    private static boolean isChanged(@Nullable Note note, int firstRun) {
        return note == null
                || note.effort().brought() == Brought.NOTHING
                || (note.effort().brought() == Brought.FETCHED && note.run() >= firstRun);
    }
}
