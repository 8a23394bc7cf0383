package dev.gleaner.exec.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What a command writes, on both channels. */
final class CommandOutput {
    private final CappedLog outLog;
    private final CappedLog errLog;
    private final OutputReader stdout;
    private final OutputReader stderr;

    private CommandOutput(CappedLog outLog, CappedLog errLog, OutputListener listener) {
        this.outLog = outLog;
        this.errLog = errLog;
        this.stdout = new OutputReader(Channel.STDOUT, outLog, listener);
        this.stderr = new OutputReader(Channel.STDERR, errLog, listener);
    }

    /** @throws CommandStartException if a log cannot be written */
    static CommandOutput open(CommandSpec spec, OutputListener listener) throws CommandStartException {
        CappedLog outLog = log(spec, spec.stdout());
        try {
            return new CommandOutput(outLog, log(spec, spec.stderr()), listener);
        } catch (CommandStartException e) {
            outLog.close();
            throw e;
        }
    }

    private static CappedLog log(CommandSpec spec, Path file) throws CommandStartException {
        try {
            return CappedLog.open(file, spec.mostOutput());
        } catch (IOException e) {
            throw new CommandStartException(spec, "its log %s cannot be written".formatted(file), e);
        }
    }

    /** Starts the command, and reads it from its first byte on. */
    Process start(OutputReader.Starter starter) throws CommandStartException {
        Process process;
        try {
            process = stdout.startAndRead(starter);
        } catch (CommandStartException | RuntimeException | Error e) {
            outLog.close();
            errLog.close();
            throw e;
        }
        stderr.read(process.getErrorStream());
        return process;
    }

    /** Whether both are read. If they are not soon after the start, Java was first to read what is left of an ended process. */
    boolean held() {
        return stdout.holds() && stderr.holds();
    }

    /** Waits until all is read and passed on; false when nothing has come for so long. */
    boolean await(Duration silence) throws InterruptedException {
        return stdout.await(silence) && stderr.await(silence);
    }

    /** Gives up what has not come. */
    void leave() {
        stdout.leave();
        stderr.leave();
    }

    long stdoutBytes() {
        return stdout.bytes();
    }

    long stderrBytes() {
        return stderr.bytes();
    }
}
