package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.jobs.Cancellation;
import dev.gleaner.api.jobs.retention.RetentionSettings;
import dev.gleaner.api.jobs.retries.Retries;
import dev.gleaner.api.schedules.ScheduleDefaults;
import dev.gleaner.api.schedules.ScheduleRuns;
import dev.gleaner.api.submission.Submissions;
import dev.gleaner.api.work.WorkReader;
import dev.gleaner.duty.CoreFailure;
import dev.gleaner.duty.Duty;
import dev.gleaner.event.Observer;
import dev.gleaner.id.Ids;
import dev.gleaner.job.Jobs;
import dev.gleaner.store.Durability;
import dev.gleaner.task.JobEnds;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Puts the firing of schedules together, and its duties. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleSettings.class)
class FiringConfiguration {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
    private static final Duration CLEARS_EVERY = Duration.ofMinutes(10);

    /** Occurrences that one process fires at a time. */
    private static final int AT_A_TIME = 16;

    @Bean
    ScheduleDefaults scheduleDefaults(ScheduleSettings settings) {
        return settings.defaults();
    }

    /** Left when nothing fires any more here, so that the others need not find out. */
    @Bean(destroyMethod = "leave")
    Homes homes(Firings firings) {
        return new Homes(firings, Ids.token());
    }

    @Bean
    DueView dueView(Homes homes) {
        return new DueView(homes::rank);
    }

    @Bean
    Firing firing(
            Firings firings,
            WorkReader reader,
            Submissions submissions,
            Jobs jobs,
            Cancellation cancellation,
            JobEnds ends,
            Observer observer,
            InstantSource clock) {
        return new Firing(
                firings, new JobMaker(firings, reader, submissions, jobs, observer), cancellation, ends, clock);
    }

    @Bean
    Requests scheduleRequests(Firings firings, Firing firing, InstantSource clock) {
        return new Requests(firings, firing, clock);
    }

    @Bean
    ScheduleKeeper scheduleKeeper(
            Firings firings,
            Firing firing,
            Requests requests,
            Jobs jobs,
            Retries retries,
            DueView view,
            ScheduleSettings settings,
            InstantSource clock) {
        return new ScheduleKeeper(
                firings,
                new Endings(firings, jobs, retries, clock),
                requests,
                new ScheduleTurn(
                        firings,
                        firing,
                        view::pause,
                        () -> settings.maxRunning() > 0 && view.running() >= settings.maxRunning(),
                        clock));
    }

    @Bean
    ScheduleRuns scheduleRuns(Firings firings, Requests requests, Durability durability, InstantSource clock) {
        return new RequestedRuns(firings, requests, durability, clock);
    }

    /** Ends with the process: what it leaves undone is found by another. */
    @Bean(destroyMethod = "shutdown")
    ExecutorService firingWorkers(CoreFailure fatal) {
        return Executors.newFixedThreadPool(
                AT_A_TIME,
                Thread.ofVirtual()
                        .name("firing-", 0)
                        .uncaughtExceptionHandler(fatal)
                        .factory());
    }

    @Bean
    Scheduler scheduler(
            Firings firings,
            ScheduleKeeper keeper,
            Homes homes,
            DueView view,
            Jobs jobs,
            @Qualifier("firingWorkers") ExecutorService firingWorkers,
            InstantSource clock) {
        return new Scheduler(firings, keeper, homes, view, new OpenJobs(jobs), firingWorkers, clock);
    }

    @Bean(destroyMethod = "close")
    @Conditional(SchedulerOn.class)
    Duty firingDuty(Scheduler scheduler, CoreFailure fatal) {
        return Duty.start("scheduler", LOOKS_EVERY, scheduler::turn, fatal);
    }

    @Bean(destroyMethod = "close")
    Duty clearingHistory(Firings firings, RetentionSettings settings, InstantSource clock, CoreFailure fatal) {
        return Duty.start(
                "schedule-history",
                CLEARS_EVERY,
                () -> {
                    if (!settings.jobs().isZero()) {
                        firings.removeDecidedBefore(clock.instant().minus(settings.jobs()));
                    }
                },
                fatal);
    }

    /** Whether this process fires; the setting is read as every other switch, so that {@code on} is as good as {@code true}. */
    static final class SchedulerOn implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment().getRequiredProperty("gleaner.schedule.scheduler", Boolean.class);
        }
    }
}
