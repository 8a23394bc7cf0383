package dev.gleaner.standalone.demo;

/**
 * How far a job is.
 *
 * @param status the job's status
 * @param completed articles that are there
 * @param failed articles that could not be had
 * @param total all articles
 */
record JobCounts(String status, int completed, int failed, int total) {

    boolean ended() {
        return switch (status) {
            case "COMPLETED", "FAILED", "CANCELLED" -> true;
            default -> false;
        };
    }

    int done() {
        return completed + failed;
    }
}
