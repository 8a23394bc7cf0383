package dev.gleaner.api.presets;

import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.submission.web.KeptWork;
import dev.gleaner.api.work.WorkReader;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts presets together. */
@Configuration(proxyBeanMethods = false)
class PresetsConfiguration {
    private static final int MOST_USERS = 100;

    @Bean
    KeptWork keptWork(Presets presets) {
        return name -> presets.find(name).map(Preset::work);
    }

    @Bean
    PresetUsers presetUsers(Schedules schedules) {
        return preset ->
                schedules.list(new ScheduleFilter(null, null, null, null, preset, null, null), MOST_USERS, 0).stream()
                        .map(schedule -> schedule.spec().id())
                        .toList();
    }

    @Bean
    PresetKeeper presetKeeper(Presets presets, WorkReader reader, PresetUsers users, InstantSource clock) {
        return new PresetKeeper(presets, reader, users, clock);
    }
}
