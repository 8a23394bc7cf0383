package dev.gleaner.fetch;

import dev.gleaner.url.ArticleUrl;
import dev.gleaner.url.InvalidUrlException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The hosts that an operator lets requests go to although they are not on the public internet: names, addresses and
 * blocks of addresses, each with an optional port. Without a port, the allowed ports are open: to
 * list a host must not open the databases that it runs.
 */
final class AllowedHosts {
    private static final int NO_PORT = 0;

    private final List<NamedHost> names;
    private final List<Block> blocks;

    private final AllowedPorts ports;

    private record NamedHost(String name, int port) {}

    private record Block(AddressBlock addresses, int port) {}

    private AllowedHosts(List<NamedHost> names, List<Block> blocks, AllowedPorts ports) {
        this.ports = ports;
        this.names = List.copyOf(names);
        this.blocks = List.copyOf(blocks);
    }

    static AllowedHosts parse(String setting, AllowedPorts ports) {
        List<NamedHost> names = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        if (!setting.isBlank()) {
            for (String part : setting.split(",", -1)) {
                try {
                    add(part.strip(), names, blocks);
                } catch (IllegalArgumentException invalid) {
                    throw new IllegalArgumentException(
                            "Allowed hosts: \"" + part.strip() + "\" cannot be read: " + invalid.getMessage(), invalid);
                }
            }
        }
        return new AllowedHosts(names, blocks, ports);
    }

    boolean listsName(String host, int port) {
        return names.stream().anyMatch(listed -> listed.name().equals(host) && fits(listed.port(), port));
    }

    boolean listsAddress(InetAddress address, int port) {
        return blocks.stream().anyMatch(listed -> listed.addresses().contains(address) && fits(listed.port(), port));
    }

    private boolean fits(int listed, int port) {
        return listed == NO_PORT ? ports.contains(port) : listed == port;
    }

    private static void add(String part, List<NamedHost> names, List<Block> blocks) {
        String host = part;
        int port = NO_PORT;
        int colon = part.lastIndexOf(':');
        boolean bracketed = part.startsWith("[");
        boolean bareIpv6 = !bracketed && colon != part.indexOf(':');
        if (colon >= 0 && !bareIpv6 && colon > part.indexOf(']')) {
            host = part.substring(0, colon);
            port = AllowedPorts.port(part.substring(colon + 1));
            if (port < 0) {
                throw new IllegalArgumentException("the port must be 1 to 65535");
            }
        }
        if (bracketed) {
            if (!host.endsWith("]")) {
                throw new IllegalArgumentException("the bracket is not closed");
            }
            host = host.substring(1, host.length() - 1);
        }
        if (bracketed || host.contains("/") || AddressBlock.looksLikeLiteral(host)) {
            blocks.add(new Block(AddressBlock.parse(host), port));
        } else {
            names.add(new NamedHost(name(host), port));
        }
    }

    /** The name as it will stand in a parsed address. */
    private static String name(String host) {
        try {
            if (host.isEmpty() || host.matches(".*[?#@\\\\\\s].*")) {
                throw new IllegalArgumentException("not a host name");
            }
            return ArticleUrl.parse("http://" + host + "/").host();
        } catch (InvalidUrlException invalid) {
            throw new IllegalArgumentException("not a host name", invalid);
        }
    }
}
