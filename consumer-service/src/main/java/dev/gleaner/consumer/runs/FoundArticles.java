package dev.gleaner.consumer.runs;

import dev.gleaner.article.Articles;
import dev.gleaner.id.Fingerprint;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Effort.Brought;
import dev.gleaner.job.Efforts.Note;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The articles of a job that a run finds, as one start of that run adds them. What is found is written in the order of a submission:
 * articles, pages, notes, and then the one update of the job that counts it all. That update is the commit: before it nobody is shown
 * anything of the batch, and a process that dies leaves nothing that its successor does not write again or take away.
 *
 * <p>Each start has a number. The job takes only what the last start adds, and a page that a later start has written is not written by
 * an earlier one: so a consumer that was overtaken and does not know it spoils nothing. For one thread.
 */
final class FoundArticles {
    private final RunStores stores;
    private final RunOf run;
    private final long start;
    private final int priority;

    /** What the job counts, in order of the pages. */
    private final Set<String> counted;

    /** The last page, as long as it is not full. */
    private List<Item> last;

    private FoundArticles(RunStores stores, RunOf run, long start, int priority, Set<String> counted, List<Item> last) {
        this.stores = stores;
        this.run = run;
        this.start = start;
        this.priority = priority;
        this.counted = counted;
        this.last = last;
    }

    /**
     * Starts to add what a run finds, behind what it has found before. What an earlier start has written beyond that, and the job does
     * not count, is taken away.
     *
     * @return empty if the run is not open any more, or was started once more meanwhile
     */
    static Optional<FoundArticles> start(RunStores stores, RunOf run) {
        Optional<Jobs.RunStart> begun =
                stores.jobs().startRun(run.jobId(), run.waiter().run(), run.runId());
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        long start = begun.get().start();
        int found = begun.get().job().total() - 1;
        Set<String> counted = new LinkedHashSet<>();
        Set<String> beyond = new HashSet<>();
        List<Item> last = List.of();
        int lastPage = found / Items.PAGE;
        // What is beyond may have begun another page.
        for (int page = 0; page <= lastPage + 1; page++) {
            List<Item> there = stores.items().page(run.jobId(), page);
            List<Item> ours = there.subList(0, Math.min(there.size(), Math.max(0, found - page * Items.PAGE)));
            ours.forEach(item -> counted.add(item.articleId()));
            there.subList(ours.size(), there.size()).forEach(item -> beyond.add(item.articleId()));
            last = page == lastPage ? List.copyOf(ours) : last;
        }
        if (counted.size() != found && stores.jobs().find(run.jobId()).isEmpty()) {
            return Optional.empty();
        }
        if (counted.size() != found) {
            throw new IllegalStateException(
                    "%s counts %d articles, but its pages hold %d".formatted(run.jobId(), found, counted.size()));
        }
        beyond.removeAll(counted);
        stores.efforts().remove(run.jobId(), beyond);
        // Also if nothing is to be taken away: an earlier start must not write them any more.
        if (!stores.items().writeFound(run.jobId(), lastPage, last, start)
                || !stores.items().writeFound(run.jobId(), lastPage + 1, List.of(), start)) {
            return Optional.empty();
        }
        int priority = stores.items().run(run.jobId()).map(Item::priority).orElse(5);
        return Optional.of(new FoundArticles(stores, run, start, priority, counted, last));
    }

    /** How many the job counts. */
    int count() {
        return counted.size();
    }

    /**
     * Adds a batch. What the job has already is refreshed and counted once. May be repeated, whole or in part.
     *
     * @return false if the run was started once more meanwhile, or is not open any more: then nothing was added
     */
    boolean add(List<FoundItem> batch) {
        Map<String, FoundItem> byArticle = registered(batch);
        Map<String, Articles.Known> known = stores.articles().known(byArticle.keySet());
        List<Articles.Scraped> texts = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        List<Item> fresh = new ArrayList<>();
        byArticle.forEach((id, item) -> {
            Articles.Known before = known.get(id);
            Articles.Text stored = before == null ? null : before.text();
            Articles.Scraped text = text(id, item, stored);
            texts.add(text);
            notes.add(new Note(run.jobId(), run.waiter().run(), id, effort(text, stored)));
            if (!counted.contains(id)) {
                fresh.add(item(id, item));
            }
        });
        stores.articles().storeScraped(texts);
        if (fresh.isEmpty()) {
            stores.efforts().note(notes);
            return true;
        }
        List<Item> tail = new ArrayList<>(last);
        tail.addAll(fresh);
        int page = counted.size() / Items.PAGE;
        for (int from = 0; from < tail.size(); from += Items.PAGE) {
            List<Item> whole = tail.subList(from, Math.min(tail.size(), from + Items.PAGE));
            if (!stores.items().writeFound(run.jobId(), page++, whole, start)) {
                return false;
            }
        }
        stores.efforts().note(notes);
        List<String> ids = fresh.stream().map(Item::articleId).toList();
        boolean added = stores.ends()
                .found(run.jobId(), run.waiter().run(), run.runId(), start, counted.size() + 1, ids)
                .isPresent();
        if (added) {
            counted.addAll(ids);
            last = List.copyOf(tail.subList(tail.size() - counted.size() % Items.PAGE, tail.size()));
        } else {
            tidy(ids);
        }
        return added;
    }

    /** By article, of two with the same address the later one. */
    private Map<String, FoundItem> registered(List<FoundItem> batch) {
        Map<String, FoundItem> byKey = new LinkedHashMap<>();
        batch.forEach(item -> byKey.put(key(item), item));
        Instant now = batch.getLast().at();
        Map<String, Articles.Known> known = stores.articles()
                .register(
                        byKey.entrySet().stream()
                                .map(one ->
                                        new Articles.Wanted(one.getValue().url(), one.getKey(), null, null, priority))
                                .toList(),
                        now);
        Map<String, FoundItem> byArticle = new LinkedHashMap<>();
        byKey.forEach((key, item) -> {
            Articles.Known article = known.get(key);
            if (article == null) {
                throw new IllegalStateException(key + " was registered and is not there");
            }
            byArticle.put(article.articleId(), item);
        });
        return byArticle;
    }

    private String key(FoundItem item) {
        return item.url().key() + run.options().keyPart();
    }

    private Articles.Scraped text(String articleId, FoundItem item, Articles.@Nullable Text stored) {
        String dataHash = item.data() == null ? null : Fingerprint.of(item.data());
        String hash = Articles.Text.hash(item.content().contentHash(), dataHash);
        boolean differs = stored != null && !stored.hash().equals(hash);
        return new Articles.Scraped(
                articleId,
                item.content(),
                item.data(),
                null,
                null,
                null,
                null,
                run.attempt(),
                item.at(),
                item.at(),
                stored == null || differs,
                differs,
                null);
    }

    /** A text that is there may have been found by this very run, before its consumer died. */
    private Effort effort(Articles.Scraped text, Articles.@Nullable Text stored) {
        boolean fetched = text.changed() || (stored != null && stored.changedSince(run.since()));
        return new Effort(
                fetched ? Brought.FETCHED : Brought.UNCHANGED, null, text.contentBytes(), null, run.attempt() + 1);
    }

    private Item item(String articleId, FoundItem item) {
        return new Item(articleId, item.url().given(), item.url().authority(), null, null, priority, false);
    }

    /** Takes away what leads to no job, or to an article that the job does not have. */
    private void tidy(List<String> articles) {
        String jobId = run.jobId();
        if (stores.jobs().find(jobId).isEmpty()) {
            stores.efforts().remove(jobId, articles);
            stores.items().remove(jobId, counted.size() + articles.size());
            return;
        }
        Set<String> notListed = new HashSet<>(articles);
        stores.items()
                .pages(jobId, counted.size() + articles.size())
                .forEach(page -> page.forEach(item -> notListed.remove(item.articleId())));
        stores.efforts().remove(jobId, notListed);
    }
}
