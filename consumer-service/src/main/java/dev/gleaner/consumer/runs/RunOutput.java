package dev.gleaner.consumer.runs;

import java.util.Optional;

/** What one process of a run writes, on its way to the job. For one thread at a time. */
final class RunOutput {
    private final ItemReader reader;
    private final FoundWriter writer;
    private final Skipped skipped;
    private final int most;
    private final ItemLines lines = new ItemLines(this::item, this::tooLong);
    private long number;
    private volatile int found;

    /** @param most items that are taken of a process */
    RunOutput(ItemReader reader, FoundWriter writer, Skipped skipped, int most) {
        this.reader = reader;
        this.writer = writer;
        this.skipped = skipped;
        this.most = most;
    }

    /**
     * More of it.
     *
     * @throws TooManyItemsException if there are more than are taken
     * @throws RunGivenUpException if nothing more of it can be added to the job
     */
    void add(byte[] bytes, int length) {
        lines.add(bytes, length);
    }

    /** There is no more. */
    void end() {
        lines.end();
    }

    /** The text of one item. */
    void item(String json) {
        number++;
        Optional<FoundItem> item = reader.read(json, number, skipped);
        if (item.isEmpty()) {
            return;
        }
        if (found == most) {
            throw new TooManyItemsException(most);
        }
        found++;
        try {
            if (!writer.put(item.get())) {
                throw new RunGivenUpException();
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new RunGivenUpException();
        }
    }

    /** Items so far that are valid. */
    int found() {
        return found;
    }

    private void tooLong() {
        number++;
        skipped.add(number, "is longer than %d bytes".formatted(ItemLines.MOST_BYTES));
    }
}
