package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.schedules.transfer.Transfer;
import dev.gleaner.api.work.WorkMasks;
import dev.gleaner.api.work.WorkReader;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what schedules are read and moved by. */
@Configuration(proxyBeanMethods = false)
class SchedulesWebConfiguration {
    @Bean
    ScheduleReader scheduleReader(WorkReader work, ScheduleDefaults defaults, InstantSource clock) {
        return new ScheduleReader(work, defaults, clock);
    }

    @Bean
    ScheduleWriter scheduleWriter(WorkMasks masks) {
        return new ScheduleWriter(masks);
    }

    @Bean
    Transfer scheduleTransfer(Schedules schedules, ScheduleReader reader, ScheduleWriter writer, InstantSource clock) {
        return new Transfer(schedules, reader, writer, clock);
    }

    @Bean
    SchedulerState schedulerState(
            @Value("${gleaner.schedule.scheduler:on}") String scheduler, ScheduleDefaults defaults) {
        return new SchedulerState(scheduler.equalsIgnoreCase("on"), defaults.zone());
    }
}
