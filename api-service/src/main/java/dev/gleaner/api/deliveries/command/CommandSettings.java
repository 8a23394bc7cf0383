package dev.gleaner.api.deliveries.command;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.convert.DurationUnit;

/**
 * Commands that jobs may name.
 *
 * @param commands CALLBACK_COMMANDS, commands that {@code on_success} and {@code on_failure} may name:
 *     {@code name=/path/to/program argument; other=…}, an argument with spaces in quotes; run without a shell
 * @param timeout CALLBACK_COMMAND_TIMEOUT, after which a command is killed, with all that it has started
 * @param atOnce CALLBACK_COMMANDS_AT_ONCE, commands at a time, of one process
 */
@ConfigurationProperties("gleaner.callbacks.command")
public record CommandSettings(
        String commands, @DurationUnit(ChronoUnit.SECONDS) Duration timeout, int atOnce) {
    private static final Duration LONGEST = Duration.ofHours(24);

    public CommandSettings {
        if (!timeout.isPositive() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("CALLBACK_COMMAND_TIMEOUT must be positive and at most a day");
        }
        if (atOnce < 1) {
            throw new IllegalArgumentException("CALLBACK_COMMANDS_AT_ONCE must be at least 1");
        }
        Commands.parse(commands);
    }

    /** Those that are listed. */
    public Commands listed() {
        return Commands.parse(commands);
    }
}
