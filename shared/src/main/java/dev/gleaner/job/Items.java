package dev.gleaner.job;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was submitted, in immutable pages. */
public interface Items {
    /** Items of one page. */
    int PAGE = 1000;

    /** Writes all pages; a repeat writes the same. */
    void write(String jobId, List<Item> items);

    /** One page, from 0; empty if there is none. */
    List<Item> page(String jobId, int page);

    /** The pages in order of submission, read one at a time. */
    default Stream<List<Item>> pages(String jobId, int total) {
        return IntStream.range(0, pagesOf(total))
                .mapToObj(page -> page(jobId, page))
                .filter(page -> !page.isEmpty());
    }

    void remove(String jobId, int total);

    /** How many pages so many items fill. */
    static int pagesOf(int total) {
        return (total + PAGE - 1) / PAGE;
    }
}
