package dev.gleaner.delivery;

/** What became of something owed. */
public enum DeliveryState {
    /** Still to be done. */
    QUEUED,
    DELIVERED,
    /** Not done, and no further try without somebody asking for it. */
    GIVEN_UP
}
