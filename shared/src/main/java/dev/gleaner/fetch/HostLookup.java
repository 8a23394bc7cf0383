package dev.gleaner.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks for the addresses of a host. */
@FunctionalInterface
interface HostLookup {
    /** All addresses; a literal address is its own only one. May block for as long as the name server likes. */
    List<InetAddress> lookup(String host) throws UnknownHostException;

    /** The look-up of the operating system. */
    static HostLookup system() {
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
