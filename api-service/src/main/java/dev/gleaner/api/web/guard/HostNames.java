package dev.gleaner.api.web.guard;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names under which this API may be asked.
 *
 * <p>A page of a stranger cannot read what another site answers, unless that site has the page's own name: its owner lets the
 * name point to 127.0.0.1 once the page is loaded (DNS rebinding). The browser still sends that name as {@code Host}.
 */
final class HostNames {
    private static final Set<String> OF_THIS_MACHINE = Set.of("localhost", "127.0.0.1", "::1");
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}");

    private final boolean open;
    private final Set<String> listed;
    private final Set<String> known;

    private HostNames(boolean open, Set<String> listed, Set<String> known) {
        this.open = open;
        this.listed = listed;
        this.known = known;
    }

    /**
     * On an address that only this machine reaches, its own names and those that are listed; on any other one all names,
     * unless some are listed: which of them lead to it is not known here.
     *
     * @param bound the address that is listened on; none at all is every address
     * @param host the same as it was set: it may be a name
     * @param listed API_ALLOWED_HOSTS
     * @throws IllegalArgumentException if one that is listed is no name of a host
     */
    static HostNames of(InetAddress bound, String host, List<String> listed) {
        Set<String> wanted = new HashSet<>();
        for (String name : listed) {
            String read = plain(name);
            if (!NAME.matcher(read).matches()) {
                throw new IllegalArgumentException(
                        "API_ALLOWED_HOSTS: %s is no name of a host (without scheme and port)".formatted(name));
            }
            wanted.add(read);
        }
        Set<String> known = new HashSet<>(OF_THIS_MACHINE);
        known.addAll(wanted);
        known.add(plain(host));
        known.add(plain(bound.getHostAddress()));
        return new HostNames(!bound.isLoopbackAddress() && wanted.isEmpty(), wanted, known);
    }

    /** Whether requests for this name are answered: as in {@code Host}, without its port. */
    boolean isKnown(String name) {
        return open || known.contains(plain(name));
    }

    /** Whether the operator has listed it. */
    boolean isListed(String name) {
        return listed.contains(plain(name));
    }

    /** In lower case, without the brackets of an IPv6 address, its zone, or the dot at the end of a whole name. */
    private static String plain(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            lower = lower.substring(1, lower.length() - 1);
        }
        if (lower.equals("0:0:0:0:0:0:0:1")) {
            return "::1";
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
