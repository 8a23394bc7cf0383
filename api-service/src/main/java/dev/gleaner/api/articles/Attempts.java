package dev.gleaner.api.articles;

import dev.gleaner.api.articles.AttemptsAnswer.Entry;
import dev.gleaner.job.Effort;
import dev.gleaner.job.Efforts;
import dev.gleaner.job.Failure;
import dev.gleaner.job.Item;
import dev.gleaner.job.Items;
import dev.gleaner.job.JobItems;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Try;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The attempts at an article: of its task while the job waits for it, of the note of its end afterwards. */
@Component
class Attempts {
    private final Items items;
    private final Tasks tasks;
    private final Efforts efforts;

    Attempts(Items items, Tasks tasks, Efforts efforts) {
        this.items = items;
        this.tasks = tasks;
        this.efforts = efforts;
    }

    /** Empty if the article is none of the job's. */
    Optional<AttemptsAnswer> of(Jobs.Detail detail, String articleId) {
        return new JobItems(items, detail)
                .pages()
                .flatMap(List::stream)
                .filter(item -> item.articleId().equals(articleId))
                .findFirst()
                .map(item -> new AttemptsAnswer(articleId, item.url(), entries(detail, item)));
    }

    private List<Entry> entries(Jobs.Detail detail, Item item) {
        String articleId = item.articleId();
        if (detail.pending().contains(articleId)) {
            @Nullable Task task = tasks.find(List.of(articleId)).get(articleId);
            if (task != null) {
                return open(task);
            }
        }
        Efforts.@Nullable Note note =
                efforts.find(detail.job().id(), List.of(articleId)).get(articleId);
        return note != null && !note.effort().tries().isEmpty()
                ? note.effort().tries().stream().map(Entry::of).toList()
                : ofFailure(detail, articleId, note == null ? null : note.effort());
    }

    private static List<Entry> open(Task task) {
        List<Entry> entries =
                new ArrayList<>(task.tries().stream().map(Entry::of).toList());
        if (task.state() == TaskState.RUNNING) {
            entries.add(Entry.running(task.attemptsMade(), task.startedAt()));
        }
        return entries;
    }

    /** What earlier versions wrote of an end. */
    private static List<Entry> ofFailure(Jobs.Detail detail, String articleId, @Nullable Effort effort) {
        return detail.failures().stream()
                .filter(failure -> failure.articleId().equals(articleId))
                .map(failure -> Entry.of(last(failure, effort)))
                .toList();
    }

    private static Try last(Failure failure, @Nullable Effort effort) {
        int number = effort == null ? 1 : Math.max(1, effort.attempts());
        return new Try(number, null, failure.at(), null, failure.code(), failure.error(), null);
    }
}
