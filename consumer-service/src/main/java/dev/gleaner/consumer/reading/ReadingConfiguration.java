package dev.gleaner.consumer.reading;

import dev.gleaner.duty.CoreFailure;
import dev.gleaner.extract.ArticleExtractor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads pages, with shares of the heap that leave the rest of the process its own. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReadingSettings.class)
public class ReadingConfiguration {
    /** Two fifths of the heap for reading, an eighth for bodies that arrive and wait; an idle consumer holds some 50 MB. */
    private static final double READING_PART = 0.4;

    private static final int BODIES_PART = 8;

    @Bean
    BodyMemory bodyMemory() {
        return new BodyMemory(Runtime.getRuntime().maxMemory() / BODIES_PART);
    }

    @Bean(destroyMethod = "close")
    ReadingPool readingPool(ReadingSettings settings, CoreFailure fatal) {
        Runtime machine = Runtime.getRuntime();
        return new ReadingPool(
                new ArticleExtractor(),
                new ReadingPool.Limits(
                        settings.readers(machine.availableProcessors()), settings.maxTags(), settings.timeout(), (long)
                                (machine.maxMemory() * READING_PART)),
                Clocks.system(),
                fatal);
    }
}
