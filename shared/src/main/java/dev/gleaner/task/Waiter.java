package dev.gleaner.task;

/**
 * A job that waits for a task, in one of its runs.
 *
 * @param run 1, and one more with each retry of the failed
 */
public record Waiter(String jobId, int run) {
    /** The text form {@code job_id#run}. */
    public String text() {
        return jobId + "#" + run;
    }

    /** Reads the text form. */
    public static Waiter parse(String text) {
        int at = text.lastIndexOf('#');
        return new Waiter(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }
}
