package dev.gleaner.system.crash;

import dev.gleaner.consumer.scrape.Scraper;
import dev.gleaner.consumer.scrape.Scrapers;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Ends a consumer, as if the power were gone, as soon as it has fetched a page of a certain folder and reads it: a page that
 * kills whoever reads it, whatever limits there are for those that would.
 */
final class DeadlyPages implements BeanPostProcessor {
    /** A text that the addresses of such pages hold. Without it no page is deadly. */
    static final String FOLDER = "CRASH_DEADLY_PAGES";

    private final String folder;

    private DeadlyPages(String folder) {
        this.folder = folder;
    }

    static Optional<DeadlyPages> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(FOLDER)).map(DeadlyPages::new);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof Scrapers scrapers ? new Scrapers(deadly(scrapers)) : bean;
    }

    private Scraper deadly(Scrapers scrapers) {
        return (execution, stored) -> {
            var outcome = scrapers.of(execution.task()).scrape(execution, stored);
            if (!execution.task().url().contains(folder)) {
                return outcome;
            }
            return execution.reading(() -> {
                Runtime.getRuntime().halt(CrashPoints.HALTED);
                return outcome;
            });
        };
    }
}
