package dev.gleaner.progress.redis;

import dev.gleaner.progress.ProgressBus;
import dev.gleaner.progress.ProgressUpdate;
import dev.gleaner.queue.redis.QueueKeys;
import dev.gleaner.store.StoreAwayException;
import dev.gleaner.store.redis.RedisFaults;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The channel {@code job_updates}: one message is a JSON array of the steps of one job. */
public final class RedisProgressBus implements ProgressBus {
    private static final Logger log = LoggerFactory.getLogger(RedisProgressBus.class);

    private final StringRedisTemplate redis;
    private final RedisMessageListenerContainer listeners;
    private final Thread.UncaughtExceptionHandler fatal;
    private final RedisFaults faults = new RedisFaults();
    private final JsonMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            // A process of an earlier version does not say whether the job is paused.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** @param fatal is told of an error of a listener: whoever reads the messages would only log it, and go on without */
    public RedisProgressBus(
            StringRedisTemplate redis, RedisMessageListenerContainer listeners, Thread.UncaughtExceptionHandler fatal) {
        this.redis = redis;
        this.listeners = listeners;
        this.fatal = fatal;
    }

    @Override
    public void publish(List<ProgressUpdate> updates) {
        if (updates.isEmpty()) {
            return;
        }
        String message = json.writeValueAsString(updates);
        try {
            faults.run(() -> redis.convertAndSend(QueueKeys.CHANNEL, message));
        } catch (StoreAwayException away) {
            // The numbers are stored; watchers read them again within seconds.
            log.debug("Progress of {} was not published", updates.getFirst().jobId(), away);
        }
    }

    @Override
    public void subscribe(Consumer<List<ProgressUpdate>> listener) {
        listeners.addMessageListener(
                (message, pattern) -> {
                    try {
                        String body = new String(message.getBody(), StandardCharsets.UTF_8);
                        listener.accept(List.of(json.readValue(body, ProgressUpdate[].class)));
                    } catch (JacksonException foreign) {
                        log.warn("Skipped a message on {} that is no progress", QueueKeys.CHANNEL, foreign);
                    } catch (Error fault) {
                        fatal.uncaughtException(Thread.currentThread(), fault);
                        throw fault;
                    }
                },
                ChannelTopic.of(QueueKeys.CHANNEL));
    }
}
