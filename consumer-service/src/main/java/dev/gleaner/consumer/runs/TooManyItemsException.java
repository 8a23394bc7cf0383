package dev.gleaner.consumer.runs;

/** A run finds more than one may. */
final class TooManyItemsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyItemsException(int most) {
        super("The scraper found more than %d articles (RUN_MAX_ITEMS) and was stopped; those stay".formatted(most));
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
