package dev.gleaner.consumer.settle;

import dev.gleaner.article.Articles;
import dev.gleaner.consumer.fault.StoreOutage;
import dev.gleaner.consumer.inflight.HeldEntries;
import dev.gleaner.consumer.inflight.InFlight;
import dev.gleaner.event.Observer;
import dev.gleaner.task.Finisher;
import dev.gleaner.task.Tasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writes endings down. */
@Configuration(proxyBeanMethods = false)
public class SettleConfiguration {
    /** Closed by the life of the consumer, after the last article. */
    @Bean(destroyMethod = "")
    EndingWriter endingWriter(
            Articles articles,
            Tasks tasks,
            Finisher finisher,
            HeldEntries held,
            InFlight inFlight,
            StoreOutage outage,
            Observer observer) {
        return new EndingWriter(new EndingStore(articles, tasks, finisher), held, inFlight, outage, observer);
    }
}
