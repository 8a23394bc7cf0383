package dev.gleaner.consumer.runs;

/** Nothing more of a run can be added to its job: it ended, or runs elsewhere. */
final class RunGivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
