package dev.gleaner.event;

import dev.gleaner.job.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes to the log what an operator wants to know of: a line for each beginning and end at INFO, one for each article at DEBUG. Every
 * line has the name of its event and the ids that it is about; where lines are JSON they are fields of their own. Nothing that a
 * site, a submission or a setting says goes in, so no text of an article and no secret can.
 */
public final class EventLog implements Observer {
    private static final Logger log = LoggerFactory.getLogger(EventLog.class);

    @Override
    public void on(Event event) {
        switch (event) {
            case Event.Submitted job ->
                line(Level.INFO, "job_begun")
                        .addKeyValue("job", job.jobId())
                        .log("Job {} begins: {} articles, {} of them cached", job.jobId(), job.total(), job.cached());
            case Event.Ended(Job job) ->
                line(Level.INFO, "job_ended")
                        .addKeyValue("job", job.id())
                        .addKeyValue("status", job.status())
                        .log(
                                "Job {} ended as {}: {} of {} articles failed",
                                job.id(),
                                job.status(),
                                job.failed(),
                                job.total());
            case Event.ScheduleFired fired ->
                line(Level.INFO, "schedule_fired")
                        .addKeyValue("schedule", fired.scheduleId())
                        .addKeyValue("job", fired.jobId())
                        .log(
                                "Schedule {} fired {} ms after it was due: job {}",
                                fired.scheduleId(),
                                fired.late().toMillis(),
                                fired.jobId());
            case Event.ConsumerJoined joined ->
                line(Level.INFO, "consumer_joined")
                        .addKeyValue("consumer", joined.incarnation())
                        .log("Working as {}", joined.incarnation());
            case Event.ConsumerLeft left ->
                line(Level.INFO, "consumer_left")
                        .addKeyValue("consumer", left.incarnation())
                        .log("Consumer {} has left", left.incarnation());
            case Event.LeaseLost lost ->
                line(Level.DEBUG, "lease_lost")
                        .addKeyValue("consumer", lost.incarnation())
                        .log("Consumer {} has lost its lease", lost.incarnation());
            case Event.Reaped reaped ->
                line(Level.WARN, "consumer_gone")
                        .addKeyValue("consumer", reaped.incarnation())
                        .log(
                                "Consumer {} is gone: {} articles are handed out again",
                                reaped.incarnation(),
                                reaped.entries());
            case Event.Audited audited -> audited(audited);
            case Event.Delivered sent ->
                line(Level.DEBUG, "delivered")
                        .addKeyValue("delivery", sent.deliveryId())
                        .addKeyValue("job", sent.jobId())
                        .log("Delivery {} ({}): {}", sent.deliveryId(), sent.kind(), sent.outcome());
            case Event.ArticleEnded ended ->
                article("article_ended", ended.articleId(), ended.host())
                        .log(
                                "Article {} ended: {}",
                                ended.articleId(),
                                ended.error() == null ? "SUCCEEDED" : ended.error());
            case Event.Fetched fetched ->
                article("article_fetched", fetched.articleId(), fetched.host())
                        .log(
                                "Article {} was fetched in {} ms: {}, {} bytes",
                                fetched.articleId(),
                                fetched.took().toMillis(),
                                fetched.error() == null ? fetched.httpStatus() : fetched.error(),
                                fetched.bytes());
            case Event.Extracted read ->
                article("article_read", read.articleId(), read.host())
                        .log(
                                "Article {} was read in {} ms",
                                read.articleId(),
                                read.took().toMillis());
            case Event.Retried retried ->
                article("article_retried", retried.articleId(), retried.host())
                        .log(
                                "Article {} failed with {} in attempt {} and is tried again at {}",
                                retried.articleId(),
                                retried.error(),
                                retried.attempt(),
                                retried.dueAt());
            case Event.Claimed quiet -> {}
            case Event.PickedUp quiet -> {}
            case Event.WatcherDropped quiet -> {}
            case Event.CommandEnded quiet -> {}
            case Event.Settled quiet -> {}
        }
    }

    private static LoggingEventBuilder line(Level level, String event) {
        return log.atLevel(level).addKeyValue("event", event);
    }

    private static LoggingEventBuilder article(String event, String articleId, String host) {
        return line(Level.DEBUG, event).addKeyValue("article", articleId).addKeyValue("host", host);
    }

    private static void audited(Event.Audited audited) {
        if (audited.recovered() > 0) {
            line(Level.WARN, "audited")
                    .log(
                            "{} articles were held under no lease, or waited where nobody looks, and are handed out again",
                            audited.recovered());
        }
        if (audited.requeued() > 0) {
            line(Level.WARN, "audited")
                    .log("{} open articles were in no list and are queued again", audited.requeued());
        }
        if (audited.recounted() > 0) {
            line(Level.INFO, "audited")
                    .log("The running counts of {} hosts were wrong and are corrected", audited.recounted());
        }
    }
}
