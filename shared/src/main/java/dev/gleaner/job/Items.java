package dev.gleaner.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What was submitted, in immutable pages; what the run of a scraper finds is added to the last of them. */
public interface Items {
    /** Items of one page. */
    int PAGE = 1000;

    /** Writes all pages; a repeat writes the same. */
    void write(String jobId, List<Item> items);

    /** One page, from 0; empty if there is none. */
    List<Item> page(String jobId, int page);

    /**
     * Keeps the run of a scraper that finds the articles of the job. It stands in no page, but behind the last of them; a repeat
     * writes the same.
     */
    void writeRun(String jobId, Item run);

    /** The run that finds the articles of the job; empty if they were given. */
    Optional<Item> run(String jobId);

    /**
     * Writes a page of what a run has found, in place of what is there.
     *
     * @param start of the run that writes it; a page that a later start has written is left as it is
     * @return false if it was left
     */
    boolean writeFound(String jobId, int page, List<Item> items, long start);

    /**
     * The pages in order of submission, read one at a time, and the run behind them. Of what a run has found there may be more than
     * the job counts: see {@link JobItems}.
     */
    default Stream<List<Item>> pages(String jobId, int total) {
        int counted = pagesOf(total);
        Stream<List<Item>> behind = Stream.of(jobId)
                .flatMap(id -> run(id).map(run -> Stream.of(page(id, counted), List.of(run)))
                        .orElseGet(Stream::empty));
        return Stream.concat(IntStream.range(0, counted).mapToObj(page -> page(jobId, page)), behind)
                .filter(page -> !page.isEmpty());
    }

    /** The jobs whose pages name an article, with whether it was there already when they were submitted. */
    Map<String, Boolean> jobsOf(String articleId);

    /** Removes all pages of a job, and its run, also what was found and is not counted. */
    void remove(String jobId, int total);

    /** How many pages so many items fill. */
    static int pagesOf(int total) {
        return (total + PAGE - 1) / PAGE;
    }
}
