package dev.gleaner.queue;

/** Is given the entries of the queue as they are met, one after the other. */
public interface EntryReader {
    /** @param place where it lies: the name of a list, {@code delayed}, {@code waiting} or {@code held} */
    void read(String place, QueueEntry entry);

    /** A text that is no entry; it ends nothing. */
    void malformed(String place, String text);
}
