package dev.gleaner.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A fetcher for which names mean what the test says. */
public final class NamedHosts {
    private NamedHosts() {}

    /** One under the policy of the public internet and port 80 and those of a test. */
    public static Fetcher fetcher(Map<String, InetAddress> names, int port, InstantSource clock) {
        return new Fetcher(
                AddressPolicy.of("", "80," + port),
                FetchLimits.defaults(),
                "Gleaner",
                clock,
                host -> {
                    InetAddress address = names.get(host);
                    if (address == null) {
                        throw new UnknownHostException(host);
                    }
                    return List.of(address);
                },
                "");
    }
}
