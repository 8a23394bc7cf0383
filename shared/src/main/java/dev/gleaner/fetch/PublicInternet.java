package dev.gleaner.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/** Tells the addresses of the public internet from all others. */
final class PublicInternet {
    /** The IANA IPv4 Special-Purpose Address Registry, multicast, and the address of Azure's platform services. */
    private static final List<AddressBlock> SPECIAL_IPV4 = blocks(
            "0.0.0.0/8", // this network
            "10.0.0.0/8", // private use
            "100.64.0.0/10", // shared by carriers
            "127.0.0.0/8", // loopback
            "168.63.129.16", // Azure's platform, reachable from inside its machines only
            "169.254.0.0/16", // link local, and the metadata services of clouds
            "172.16.0.0/12", // private use
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.31.196.0/24", // AS112
            "192.52.193.0/24", // AMT
            "192.88.99.0/24", // 6to4 relays, deprecated
            "192.168.0.0/16", // private use
            "192.175.48.0/24", // AS112
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    /** All that IANA hands out for use on the internet; whatever lies outside is private, special or unallocated. */
    private static final AddressBlock GLOBAL_IPV6 = AddressBlock.parse("2000::/3");

    private static final List<AddressBlock> SPECIAL_IPV6 = blocks(
            "2001::/23", // protocol assignments, Teredo among them
            "2001:db8::/32", // documentation
            "2002::/16", // 6to4: an IPv4 address in disguise
            "3fff::/20"); // documentation

    private static final AddressBlock ANY_IPV4 = AddressBlock.parse("0.0.0.0/0");

    private PublicInternet() {}

    static boolean contains(InetAddress address) {
        return ANY_IPV4.contains(address)
                ? isOutside(SPECIAL_IPV4, address)
                : GLOBAL_IPV6.contains(address) && isOutside(SPECIAL_IPV6, address);
    }

    private static boolean isOutside(List<AddressBlock> special, InetAddress address) {
        return special.stream().noneMatch(block -> block.contains(address));
    }

    private static List<AddressBlock> blocks(String... blocks) {
        return Stream.of(blocks).map(AddressBlock::parse).toList();
    }
}
