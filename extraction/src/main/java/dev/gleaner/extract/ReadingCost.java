package dev.gleaner.extract;

import dev.gleaner.extract.page.TagCount;

/**
 * How much heap reading a page takes at its peak, besides its body. Measured with pages at all limits, each made to take as
 * much as one of its kind can, as the smallest heap in which it is still read: docs/extraction.md has the table.
 */
public final class ReadingCost {
    /** The text as it is parsed, as blocks, as content, as Markdown, with the buffers that they grow in. */
    private static final int OF_A_BYTE = 16;

    /** An element with a text, its place in the index, and what is made of both. */
    private static final int OF_A_TAG = 500;

    private ReadingCost() {}

    /**
     * What is to be expected of a page.
     *
     * @param maxTags most tags that are read of it
     * @return bytes
     */
    public static long of(Page page, int maxTags) {
        int tags = "text/plain".equals(page.contentType()) ? 0 : Math.min(maxTags, TagCount.of(page.body()));
        return of(page.body().length, tags);
    }

    /**
     * The same for as many elements as turned out to be made of it.
     *
     * @param bodyBytes size of the page
     * @return bytes
     */
    public static long of(int bodyBytes, int elements) {
        return (long) bodyBytes * OF_A_BYTE + (long) elements * OF_A_TAG;
    }
}
