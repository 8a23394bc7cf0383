package dev.gleaner.operations.redis;

import dev.gleaner.operations.ConsumerReport;
import dev.gleaner.operations.ConsumerReports;
import dev.gleaner.queue.redis.QueueKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A text for each consumer, which ends by itself; the leases say whose there may be. */
public final class RedisConsumerReports implements ConsumerReports {
    private static final Logger log = LoggerFactory.getLogger(RedisConsumerReports.class);
    private static final int MOST = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final StringRedisTemplate redis;
    private final QueueKeys keys;

    public RedisConsumerReports(StringRedisTemplate redis, QueueKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    @Override
    public void tell(ConsumerReport report, Duration keep) {
        redis.opsForValue().set(keys.report(report.id()), JSON.writeValueAsString(report), keep);
    }

    @Override
    public List<ConsumerReport> all() {
        Set<String> consumers = redis.opsForZSet().range(keys.consumers(), 0, MOST - 1);
        if (consumers.isEmpty()) {
            return List.of();
        }
        List<ConsumerReport> reports = new ArrayList<>();
        for (String text : redis.opsForValue()
                .multiGet(consumers.stream().map(keys::report).toList())) {
            if (text != null) {
                try {
                    reports.add(JSON.readValue(text, ConsumerReport.class));
                } catch (JacksonException strange) {
                    log.debug("What a consumer says of itself cannot be read", strange);
                }
            }
        }
        reports.sort(Comparator.comparing(ConsumerReport::name).thenComparing(ConsumerReport::id));
        return reports;
    }
}
