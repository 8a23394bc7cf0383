package dev.gleaner.event;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gleaner.article.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of what happens: names, ids and numbers. */
class EventLogTest {
    private final Logger log = (Logger) LoggerFactory.getLogger(EventLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.setLevel(Level.DEBUG);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void aBeginningIsALineWithItsNameAndItsIds() {
        new EventLog().on(new Event.Submitted("job-1", 10, 2));
        new EventLog().on(new Event.ScheduleFired("daily", "job-2", Duration.ofMillis(7)));
        new EventLog().on(new Event.ConsumerJoined("me-1"));

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Job job-1 begins: 10 articles, 2 of them cached",
                        "Schedule daily fired 7 ms after it was due: job job-2",
                        "Working as me-1");
        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly("event=job_begun", "job=job-1");
    }

    /** Whatever an article holds: its events know neither its address nor its text, and so no line does. */
    @Test
    void articlesAreToldOfAtDebugByIdAlone() {
        for (Event event : List.of(
                new Event.Fetched("art-1", "a.example", null, 200, 5, Duration.ZERO),
                new Event.Extracted("art-1", "a.example", null, Duration.ZERO),
                new Event.Retried("art-1", "a.example", ErrorCode.TIMEOUT, 1, Instant.EPOCH),
                new Event.ArticleEnded("art-1", "a.example", ErrorCode.TIMEOUT, 0))) {
            new EventLog().on(event);
        }

        assertThat(lines.list).hasSize(4).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.DEBUG);
            assertThat(line.getFormattedMessage()).startsWith("Article art-1 ").doesNotContain("://");
        });
    }
}
