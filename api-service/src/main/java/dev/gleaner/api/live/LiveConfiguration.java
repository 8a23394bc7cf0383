package dev.gleaner.api.live;

import dev.gleaner.api.operations.Watchers;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.event.Observer;
import dev.gleaner.job.Jobs;
import dev.gleaner.progress.ProgressBus;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistration;

/** Puts the live part together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@EnableConfigurationProperties(LiveSettings.class)
class LiveConfiguration {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    @Bean(destroyMethod = "close")
    LiveHub liveHub(Jobs jobs, LiveSettings settings, ProgressBus progress, CoreFailure fatal, Observer observer) {
        LiveHub hub = new LiveHub(jobs, settings, fatal, observer);
        progress.subscribe(hub::heard);
        return hub;
    }

    @Bean(destroyMethod = "close")
    EventStreams eventStreams(LiveSettings settings, ProgressBus progress, CoreFailure fatal) {
        EventStreams streams = new EventStreams(settings, fatal);
        progress.subscribe(streams::heard);
        return streams;
    }

    @Bean
    Watchers watchers(LiveHub hub, EventStreams streams, AllEvents all) {
        return new LiveWatchers(hub, streams, all);
    }

    @Bean
    AllEvents allEvents(LiveHub hub, EventStreams streams, LiveSettings settings) {
        return new AllEvents(hub, streams, settings);
    }

    @Bean
    WebSocketConfigurer liveSockets(LiveHub hub, EventStreams streams, Jobs jobs, LiveSettings settings) {
        return registry -> {
            WebSocketHandlerRegistration sockets = registry.addHandler(
                            new LiveHandler(hub, streams), JobHandshake.ALL, JobHandshake.ONE + "{jobId}")
                    .addInterceptors(new JobHandshake(jobs, hub, streams, settings));
            if (!settings.allowedOrigins().isEmpty()) {
                sockets.setAllowedOrigins(settings.allowedOrigins().toArray(String[]::new));
            }
        };
    }

    @Bean(destroyMethod = "close")
    Duty refreshing(LiveHub hub, CoreFailure fatal) {
        return Duty.start(
                "live-refresh",
                REFRESH,
                () -> {
                    hub.dropStuck();
                    hub.refresh();
                },
                fatal);
    }

    @Bean(destroyMethod = "close")
    Duty heartbeating(LiveHub hub, CoreFailure fatal) {
        return Duty.start("live-heartbeat", HEARTBEAT, hub::heartbeat, fatal);
    }
}
