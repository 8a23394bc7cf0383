package dev.gleaner.api.articles;

import dev.gleaner.api.articles.JobArticlesAnswer.Entry;
import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.Job;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.JobStatus;
import dev.gleaner.job.Jobs;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells of each article of a job how far it is, and why it waits. */
@Component
class JobArticles {
    private static final Logger log = LoggerFactory.getLogger(JobArticles.class);

    private final Items items;
    private final Efforts efforts;
    private final Tasks tasks;
    private final HostStates hosts;
    private final InstantSource clock;

    JobArticles(Items items, Efforts efforts, Tasks tasks, HostStates hosts, InstantSource clock) {
        this.items = items;
        this.efforts = efforts;
        this.tasks = tasks;
        this.hosts = hosts;
        this.clock = clock;
    }

    /**
     * A page of those that a filter means; reads only as far as the page needs.
     *
     * @param skip so many that are meant come before the page
     */
    JobArticlesAnswer page(Jobs.Detail detail, Slice slice, int skip, JobArticleFilter filter) {
        Job job = detail.job();
        Sorted sorted = new Sorted(detail);
        JobItems counted = new JobItems(items, detail);
        List<Found> found = new ArrayList<>();
        int place = slice.from();
        int skipped = 0;
        while (place < job.total() && found.size() < slice.limit()) {
            List<Item> page = counted.page(place / Items.PAGE);
            int within = place % Items.PAGE;
            if (within >= page.size()) {
                break; // removed meanwhile
            }
            // Not the whole page when only a few of it are wanted: the tasks of all of them would be read.
            int most = filter.isOpen() && skip == 0
                    ? Math.min(page.size(), within + slice.limit() - found.size())
                    : page.size();
            List<Item> part = page.subList(within, most);
            Map<String, Task> open = tasksOf(part, sorted);
            for (Item item : part) {
                if (found.size() == slice.limit()) {
                    break;
                }
                place++;
                ItemStatus status = sorted.status(item, open.get(item.articleId()));
                if (filter.means(item, status, sorted.failures.get(item.articleId())) && skipped++ >= skip) {
                    found.add(new Found(item, status, open.get(item.articleId())));
                }
            }
        }
        return new JobArticlesAnswer(
                job.id(),
                job.status(),
                job.total(),
                entries(job, found, sorted),
                place < job.total() && found.size() == slice.limit() ? Slice.cursor(place) : null);
    }

    private Map<String, Task> tasksOf(List<Item> part, Sorted sorted) {
        List<String> open = part.stream()
                .map(Item::articleId)
                .filter(id -> sorted.open.contains(id))
                .toList();
        return open.isEmpty() ? Map.of() : tasks.find(open);
    }

    private List<Entry> entries(Job job, List<Found> found, Sorted sorted) {
        Map<String, Efforts.Note> notes = efforts.find(
                job.id(), found.stream().map(one -> one.item().articleId()).toList());
        Map<String, HostState> states = statesOf(found);
        Instant now = clock.instant();
        return found.stream()
                .map(one -> {
                    Item item = one.item();
                    Task task = one.task();
                    Failure failure = sorted.failures.get(item.articleId());
                    boolean waits = one.status() == ItemStatus.PENDING;
                    HostState host = waits ? states.get(one.host()) : null;
                    Instant paused = host == null ? null : host.pausedUntil();
                    return new Entry(
                            item.articleId(),
                            item.url(),
                            item.source(),
                            item.category(),
                            item.priority(),
                            item.cached(),
                            one.status(),
                            task == null ? made(notes.get(item.articleId())) : task.attemptsMade(),
                            failure == null ? null : failure.code().code(),
                            failure == null ? null : failure.error(),
                            waits && task != null ? task.dueAt() : null,
                            waits ? WaitingFor.text(task, host, now) : null,
                            one.host(),
                            paused,
                            host == null || paused == null ? null : host.why());
                })
                .toList();
    }

    /** None for what was there already, and for what was given up before it was tried. */
    private static int made(Efforts.@Nullable Note note) {
        return note == null ? 0 : note.effort().attempts();
    }

    private Map<String, HostState> statesOf(List<Found> found) {
        Set<String> waiting = found.stream()
                .filter(one -> one.status() == ItemStatus.PENDING)
                .map(Found::host)
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toSet());
        try {
            return hosts.of(waiting);
        } catch (StoreAwayException away) {
            // The rest is known all the same.
            log.debug("How hosts stand is not known", away);
            return Map.of();
        }
    }

    /** One article of the page. */
    private record Found(
            Item item, ItemStatus status, @Nullable Task task) {
        /** Whose pace it obeys: the task's, which may be older than the job. */
        String host() {
            return task == null ? item.host() : task.host();
        }
    }

    /** The lists of a job, ready to be asked. */
    private static final class Sorted {
        final Set<String> open;
        final Map<String, Failure> failures = new HashMap<>();
        private final boolean cancelled;

        Sorted(Jobs.Detail detail) {
            open = new HashSet<>(detail.pending());
            detail.failures().forEach(failure -> failures.put(failure.articleId(), failure));
            cancelled = detail.job().status() == JobStatus.CANCELLED;
        }

        ItemStatus status(Item item, @Nullable Task task) {
            if (failures.containsKey(item.articleId())) {
                return ItemStatus.FAILED;
            }
            if (!open.contains(item.articleId())) {
                return ItemStatus.SCRAPED;
            }
            if (cancelled) {
                return ItemStatus.CANCELLED;
            }
            return task != null && task.state() == TaskState.RUNNING ? ItemStatus.SCRAPING : ItemStatus.PENDING;
        }
    }
}
