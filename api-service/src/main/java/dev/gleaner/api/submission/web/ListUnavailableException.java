package dev.gleaner.api.submission.web;

/** The list that a submission takes its articles from cannot be read. */
public final class ListUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean forNow;

    ListUnavailableException(ArticleListing.Unlisted unlisted) {
        super(unlisted.reason());
        this.forNow = unlisted.forNow();
    }

    /** Whether another try may end better. */
    public boolean forNow() {
        return forNow;
    }
}
