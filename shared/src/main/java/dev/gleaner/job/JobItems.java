package dev.gleaner.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The items of a job as one read of it counts them, so that what is shown fits its numbers: of what a run has found there may be
 * more in the pages already. The run itself stands behind all that it has found while it is open, and if it has failed; one that
 * ended well was only the way to the articles.
 */
public record JobItems(Items items, Jobs.Detail detail) {
    /** One page, from 0; empty if there is none. */
    public List<Item> page(int page) {
        Optional<String> run = detail.run();
        if (run.isEmpty() && !detail.findsItems()) {
            return items.page(detail.job().id(), page);
        }
        int from = page * Items.PAGE;
        int articles = detail.job().total() - (run.isPresent() ? 1 : 0);
        List<Item> counted = new ArrayList<>();
        if (from < articles) {
            List<Item> there = items.page(detail.job().id(), page);
            counted.addAll(there.subList(0, Math.min(there.size(), articles - from)));
        }
        if (run.isPresent() && articles / Items.PAGE == page) {
            items.run(detail.job().id()).ifPresent(counted::add);
        }
        return counted;
    }

    /** All of them, read one at a time; empty where one is gone, because the job was removed. */
    public Stream<List<Item>> pages() {
        return IntStream.range(0, Items.pagesOf(detail.job().total())).mapToObj(this::page);
    }
}
