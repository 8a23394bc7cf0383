package dev.gleaner.task;

import dev.gleaner.job.Job;
import dev.gleaner.job.Orders;

/** Keeps account of what is owed to others when jobs end. */
public interface Owed {
    /** Nothing is owed to anybody. */
    Owed NOTHING = new Owed() {
        @Override
        public void expect(String jobId, int run, Orders orders) {}

        @Override
        public void ended(Job ended) {}

        @Override
        public void beforeNextRun(Job ended) {}
    };

    /** Notes that a run of a job will end; called before the run is there, so that no end is overlooked. */
    void expect(String jobId, int run, Orders orders);

    /** Writes down what is owed because a run of a job has ended; a repeat changes nothing. */
    void ended(Job ended);

    /** Before a job that has ended is opened for another run: what was owed for this one is written, the next is expected. */
    void beforeNextRun(Job ended);
}
