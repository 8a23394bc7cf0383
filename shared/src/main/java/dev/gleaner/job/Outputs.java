package dev.gleaner.job;

import java.util.List;
import java.util.Optional;

/** What was written to files of jobs; of each job its newest run. */
public interface Outputs {
    /** Files that are named at most; there may be one for each article. */
    int MOST_NAMED = 1000;

    /** Notes what was written; nothing happens if that of a later run is noted. */
    void note(Written written);

    Optional<Written> find(String jobId);

    void remove(String jobId);

    /**
     * The files of a run.
     *
     * @param firstRun that they tell of: each run is told of in the files of one
     * @param count of the files, those that are not named among them
     * @param files the first of them, in the order they were written in
     */
    record Written(String jobId, int run, int firstRun, int count, List<File> files) {
        public Written {
            files = List.copyOf(files);
        }
    }

    /**
     * A file.
     *
     * @param name relative to the folder of all outputs, with slashes
     * @param bytes its size
     * @param articles that stand in it with their text
     */
    record File(String name, long bytes, int articles) {}
}
