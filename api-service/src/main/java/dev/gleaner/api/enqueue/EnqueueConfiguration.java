package dev.gleaner.api.enqueue;

import dev.gleaner.article.Articles;
import dev.gleaner.job.Intents;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import dev.gleaner.queue.WorkQueue;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Holds;
import dev.gleaner.task.JobEnds;
import dev.gleaner.task.Steering;
import dev.gleaner.task.Tasks;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way of a stored job into the queue together, and the way out of it. */
@Configuration(proxyBeanMethods = false)
class EnqueueConfiguration {
    @Bean
    Joiner joiner(
            Tasks tasks,
            Articles articles,
            Jobs jobs,
            WorkQueue queue,
            Finisher finisher,
            Holds holds,
            JobEnds ends,
            InstantSource clock) {
        return new Joiner(tasks, articles, jobs, queue, finisher, holds, ends, clock);
    }

    @Bean
    Release release(Tasks tasks, Holds holds, ProgressBus progress) {
        return new Release(tasks, holds, progress);
    }

    @Bean
    Steering steering(Tasks tasks, Jobs jobs, Holds holds) {
        return new Steering(tasks, jobs, holds);
    }

    @Bean
    Pusher pusher(
            Joiner joiner,
            Jobs jobs,
            Intents intents,
            Release release,
            Steering steering,
            JobEnds ends,
            ProgressBus progress) {
        return new Pusher(joiner, jobs, intents, release, steering, ends, progress);
    }
}
