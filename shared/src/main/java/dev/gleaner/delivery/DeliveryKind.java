package dev.gleaner.delivery;

/** How something that is owed is done. */
public enum DeliveryKind {
    /** A signed message to an address. */
    WEBHOOK,
    /** A command of the operator. */
    COMMAND,
    /** The files of a job. */
    OUTPUT
}
