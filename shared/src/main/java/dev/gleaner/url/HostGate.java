package dev.gleaner.url;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decides which parsed hosts may stand in an address. It is stricter than the parser, because a host that two programs
 * read differently (octal and hexadecimal IPv4 above all) is how address checks are passed by.
 */
final class HostGate {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");
    /** A last label that the URL Standard calls a number: such a host is an IPv4 address or an error, never a name. */
    private static final Pattern NUMERIC_LABEL = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** The longest name of the DNS, without the final dot (RFC 1035, section 2.3.4). */
    private static final int MAX_NAME = 253;

    private HostGate() {}

    /** What is wrong with the host; empty if nothing is. An IPv6 address comes without its brackets. */
    static Optional<String> objection(String host) {
        if (host.contains(":")) {
            return Optional.empty(); // only a bracketed IPv6 address, already parsed, has a colon
        }
        if (host.length() > MAX_NAME) {
            return Optional.of("The host name is too long");
        }
        if (!NAME.matcher(host).matches()) {
            return Optional.of("The host is not a valid name");
        }
        String lastLabel = host.substring(host.lastIndexOf('.') + 1);
        if (NUMERIC_LABEL.matcher(lastLabel).matches()
                && !DOTTED_QUAD.matcher(host).matches()) {
            return Optional.of("The host is a number that is not a plain IPv4 address");
        }
        return Optional.empty();
    }
}
