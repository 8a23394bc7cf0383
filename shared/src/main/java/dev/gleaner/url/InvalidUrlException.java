package dev.gleaner.url;

/** The text is no address that an article could be fetched from. */
public final class InvalidUrlException extends RuntimeException {
    private static final int SHOWN_CHARACTERS = 200;

    private final String address;
    private final String reason;

    InvalidUrlException(String address, String reason) {
        super(reason + ": " + shown(address));
        this.address = address;
        this.reason = reason;
    }

    /** The text as it was given. */
    public String address() {
        return address;
    }

    /** What is wrong with it, fit to be shown to the one who sent it. */
    public String reason() {
        return reason;
    }

    /** The message ends up in logs: control characters must not forge lines there, and length must not fill them. */
    private static String shown(String address) {
        String printable = address.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return printable.length() <= SHOWN_CHARACTERS ? printable : printable.substring(0, SHOWN_CHARACTERS) + "...";
    }
}
