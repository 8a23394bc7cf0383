package dev.gleaner.fetch;

import java.net.UnknownHostException;

/** A name was not looked up, because so many others are; nothing is known of its host. */
final class LookupsBusyException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    LookupsBusyException() {
        super("too many look-ups");
    }
}
