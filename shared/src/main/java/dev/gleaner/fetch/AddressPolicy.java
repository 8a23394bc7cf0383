package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides where requests may go: to the public internet on the allowed ports, and to the hosts that an operator lists.
 *
 * <p>It is asked twice. {@link #visibleRefusal} judges what an address shows by itself and can be told to whoever
 * submitted it. {@link #permits} judges the addresses that a host really resolves to, at the moment of connecting.
 */
public final class AddressPolicy {
    /** The ports of http and https. */
    public static final String DEFAULT_PORTS = "80,443";

    /** Names that never mean a host of the public internet (RFC 6761, 6762, 8375, ICANN on .internal, and customs). */
    private static final Set<String> INTERNAL_DOMAINS = Set.of(
            "localhost", "local", "localdomain", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa");

    private final AllowedHosts hosts;
    private final AllowedPorts ports;

    private AddressPolicy(AllowedHosts hosts, AllowedPorts ports) {
        this.hosts = hosts;
        this.ports = ports;
    }

    /** The public internet on ports 80 and 443, and nothing else. */
    public static AddressPolicy publicInternet() {
        return of("", DEFAULT_PORTS);
    }

    /**
     * The policy that two settings describe.
     *
     * @param allowedHosts names, addresses and CIDR blocks besides the public internet, separated by commas, each with
     *     an optional {@code :port} (IPv6 then in brackets), which opens that port whether it is allowed or not. A listed
     *     name may resolve to any address. Blank for none
     * @param allowedPorts ports and ranges, separated by commas, for example {@code 80,443,8000-9000}
     * @throws IllegalArgumentException naming the part that cannot be read
     */
    public static AddressPolicy of(String allowedHosts, String allowedPorts) {
        AllowedPorts ports = AllowedPorts.parse(allowedPorts);
        return new AddressPolicy(AllowedHosts.parse(allowedHosts, ports), ports);
    }

    /** Why an address is refused without a look-up, as a sentence for the one who submitted it; empty if it is not. */
    public Optional<String> visibleRefusal(ArticleUrl url) {
        if (hosts.listsName(url.host(), url.port())) {
            return Optional.empty();
        }
        if (AddressBlock.looksLikeLiteral(url.host())) {
            InetAddress address = AddressBlock.literal(url.host());
            if (hosts.listsAddress(address, url.port())) {
                return Optional.empty();
            }
            if (!PublicInternet.contains(address)) {
                return Optional.of("Refused by the address policy: the address is not on the public internet");
            }
        } else if (isInternalName(url.host())) {
            return Optional.of("Refused by the address policy: the name is not one of the public internet");
        }
        return ports.contains(url.port())
                ? Optional.empty()
                : Optional.of("Refused by the address policy: port " + url.port() + " is not allowed");
    }

    /**
     * Whether a host may be connected to.
     *
     * @param host the name or address as it stands in the parsed address
     * @param addresses all that it resolves to: one that is refused refuses the host, since the name server chooses
     *     which one is met
     */
    public boolean permits(String host, int port, List<InetAddress> addresses) {
        return hosts.listsName(host, port)
                || addresses.stream()
                        .allMatch(address -> hosts.listsAddress(address, port)
                                || (ports.contains(port) && PublicInternet.contains(address)));
    }

    private static boolean isInternalName(String host) {
        return !host.contains(".")
                || INTERNAL_DOMAINS.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }
}
