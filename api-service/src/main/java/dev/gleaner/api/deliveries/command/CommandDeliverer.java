package dev.gleaner.api.deliveries.command;

import dev.gleaner.api.deliveries.Deliverer;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.DeliveryKind;
import dev.gleaner.job.Job;
import dev.gleaner.job.Jobs;
import dev.gleaner.job.Orders;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs a command of the operator with the report of the job that has ended. What to run never comes from a request. */
public final class CommandDeliverer implements Deliverer {
    private static final Logger log = LoggerFactory.getLogger(CommandDeliverer.class);

    private final Commands commands;
    private final Duration timeout;
    private final int atOnce;
    private final Jobs jobs;
    private final Function<String, Optional<ObjectNode>> reports;
    private final CommandRun run;

    /** @param atOnce commands at a time */
    public CommandDeliverer(
            Commands commands,
            Duration timeout,
            int atOnce,
            Jobs jobs,
            Function<String, Optional<ObjectNode>> reports) {
        this.commands = commands;
        this.timeout = timeout;
        this.atOnce = atOnce;
        this.jobs = jobs;
        this.reports = reports;
        this.run = new CommandRun(timeout);
    }

    @Override
    public DeliveryKind kind() {
        return DeliveryKind.COMMAND;
    }

    @Override
    public Duration longest() {
        return timeout;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public Result deliver(Delivery delivery) {
        Optional<List<String>> command = commands.find(delivery.target());
        Optional<Job> job = jobs.find(delivery.jobId());
        if (command.isEmpty()) {
            return new FailedForNow("No command of that name is configured here", null);
        }
        if (job.isEmpty()) {
            return new GivenUp("There is no such job");
        }
        String report = reports.apply(delivery.jobId()).map(Object::toString).orElse("{}");
        try {
            return run.run(command.get(), variables(delivery, job.get()), report);
        } catch (IOException cannot) {
            // Its message names folders of this machine.
            log.warn("The command {} cannot be started", delivery.target(), cannot);
            return new FailedForNow("The command cannot be started", null);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new NotTried(Duration.ZERO);
        }
    }

    private Map<String, String> variables(Delivery delivery, Job job) {
        Map<String, String> variables = new HashMap<>();
        variables.put("GLEANER_JOB_ID", job.id());
        variables.put("GLEANER_RUN", Integer.toString(delivery.run()));
        variables.put("GLEANER_STATUS", status(delivery));
        variables.put(
                "GLEANER_SCHEDULE",
                jobs.orders(job.id())
                        .map(Orders::origin)
                        .map(origin -> origin.schedule())
                        .orElse(""));
        return variables;
    }

    /** Of the end that it is about, whatever the job is by now. */
    private static String status(Delivery delivery) {
        return delivery.about().substring("job.".length()).toUpperCase(Locale.ROOT);
    }
}
