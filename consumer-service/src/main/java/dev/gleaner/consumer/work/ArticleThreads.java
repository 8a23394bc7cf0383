package dev.gleaner.consumer.work;

import dev.gleaner.article.Articles.Version;
import dev.gleaner.consumer.inflight.Execution;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Has each article worked on by a virtual thread of its own. */
final class ArticleThreads {
    private final Worker worker;
    private final ExecutorService threads;

    /** @param fatal is told when a thread dies: an article that nobody works on any more would stay in flight for ever */
    ArticleThreads(Worker worker, Thread.UncaughtExceptionHandler fatal) {
        this.worker = worker;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
                .name("article-", 0)
                .uncaughtExceptionHandler(fatal)
                .factory());
    }

    void work(Execution execution, @Nullable Version stored) {
        threads.execute(() -> worker.work(execution, stored));
    }

    /** Interrupts what is left. */
    void stop() {
        threads.shutdownNow();
    }
}
