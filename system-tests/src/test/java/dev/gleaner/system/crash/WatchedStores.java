package dev.gleaner.system.crash;

import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.internal.MongoClientImpl;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.lettuce.core.RedisClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Listens to the drivers. Both call their listeners on the thread of the caller before they write a command to the
 * socket, and when the answer is read but not handed over yet.
 */
final class WatchedStores implements BeanPostProcessor {
    private final CrashPoints points;

    WatchedStores(CrashPoints points) {
        this.points = points;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return switch (bean) {
            case MongoClientImpl client -> watched(client);
            case LettuceConnectionFactory factory -> watched(factory);
            default -> bean;
        };
    }

    /** A listener belongs to the settings of a client, so there is another client with the same settings. */
    private MongoClient watched(MongoClientImpl client) {
        MongoClientSettings settings = MongoClientSettings.builder(client.getSettings())
                .addCommandListener(new OnMongo(points))
                .build();
        client.close();
        return MongoClients.create(settings);
    }

    private LettuceConnectionFactory watched(LettuceConnectionFactory factory) {
        factory.start();
        ((RedisClient) factory.getRequiredNativeClient()).addListener(new OnRedis(points));
        return factory;
    }

    /** Commands of MongoDB. */
    static final class OnMongo implements CommandListener {
        private final CrashPoints points;
        private final Map<Integer, String> underWay = new ConcurrentHashMap<>();

        OnMongo(CrashPoints points) {
            this.points = points;
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            underWay.put(event.getRequestId(), points.before("MongoDB", event.getCommandName()));
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            ended(event.getRequestId());
        }

        @Override
        public void commandFailed(CommandFailedEvent event) {
            ended(event.getRequestId());
        }

        private void ended(int request) {
            String call = underWay.remove(request);
            if (call != null) {
                points.after(call);
            }
        }
    }

    /** Commands of Redis. */
    static final class OnRedis implements io.lettuce.core.event.command.CommandListener {
        private static final String CALL = OnRedis.class.getName();
        private final CrashPoints points;

        OnRedis(CrashPoints points) {
            this.points = points;
        }

        @Override
        public void commandStarted(io.lettuce.core.event.command.CommandStartedEvent event) {
            event.getContext()
                    .put(
                            CALL,
                            points.before("Redis", event.getCommand().getType().toString()));
        }

        @Override
        public void commandSucceeded(io.lettuce.core.event.command.CommandSucceededEvent event) {
            ended(event.getContext());
        }

        @Override
        public void commandFailed(io.lettuce.core.event.command.CommandFailedEvent event) {
            ended(event.getContext());
        }

        private void ended(Map<String, Object> context) {
            if (context.get(CALL) instanceof String call) {
                points.after(call);
            }
        }
    }
}
