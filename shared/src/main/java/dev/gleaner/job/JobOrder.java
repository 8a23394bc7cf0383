package dev.gleaner.job;

/** In which order jobs are listed; those that are equal in it come newest first. */
public record JobOrder(By by, boolean descending) {
    public static final JobOrder NEWEST = new JobOrder(By.CREATED, true);

    /** What is compared. */
    public enum By {
        CREATED,
        UPDATED,
        NAME,
        STATUS,
        FAILED,
        TOTAL
    }
}
