package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Outcome;
import dev.gleaner.task.Task;
import dev.gleaner.task.TaskState;
import dev.gleaner.task.Tasks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes endings down: the articles, then their tasks as done under their claims, then what every waiting job is told. Each
 * write is conditional, so that all of it may be repeated, whole or in part.
 */
public final class EndingStore {
    private static final Logger log = LoggerFactory.getLogger(EndingStore.class);

    private final Articles articles;
    private final Tasks tasks;
    private final Finisher finisher;

    public EndingStore(Articles articles, Tasks tasks, Finisher finisher) {
        this.articles = articles;
        this.tasks = tasks;
        this.finisher = finisher;
    }

    void write(List<Ending> batch) {
        List<Articles.Scraped> scraped = new ArrayList<>();
        List<Articles.Unchanged> unchanged = new ArrayList<>();
        List<Articles.Missed> missed = new ArrayList<>();
        Map<String, Outcome> outcomes = new HashMap<>();
        Map<String, String> claims = new HashMap<>();
        for (Ending ending : batch) {
            String articleId = ending.execution().articleId();
            switch (ending) {
                case Ending.Scraped found -> scraped.add(found.scraped());
                case Ending.Unchanged still -> unchanged.add(still.unchanged());
                case Ending.Failed failed -> missed.add(failed.missed());
                case Ending.Ran ran -> log.debug("{} has found what it could", articleId);
                case Ending.Fresh fresh -> log.debug("{} was there already", articleId);
                case Ending.Unstorable unstorable -> log.debug("Nothing is stored of {}", articleId);
            }
            outcomes.put(articleId, ending.outcome());
            claims.put(articleId, ending.execution().claim());
        }
        articles.storeScraped(scraped);
        articles.storeUnchanged(unchanged);
        articles.storeFailed(missed);
        tasks.done(outcomes, claims);
        List<Task> done = tasks.find(outcomes.keySet()).values().stream()
                .filter(task -> task.state() == TaskState.DONE)
                .filter(task -> Objects.equals(claims.get(task.articleId()), task.claim()))
                .toList();
        finisher.finish(done);
    }
}
