package dev.gleaner.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;

/**
 * Resolves hosts under the address policy. HttpClient asks it for every new connection, for literal addresses too, and
 * connects to just what it answers, so a name server that changes its mind in between gains nothing.
 */
final class GuardedResolver implements DnsResolver, AutoCloseable {
    /** A host with many dead addresses would otherwise hold a fetch for the connect timeout of each. */
    private static final int MAX_ADDRESSES = 3;

    /** A name server that does not answer is not asked by every article of its host. */
    private static final Duration FAILURE_KEPT = Duration.ofSeconds(30);

    private static final int MOST_FAILURES = 10_000;

    private final AddressPolicy policy;
    private final @Nullable HttpHost proxy;
    private final Lookups lookups;
    private final InstantSource clock;

    /** When a host and port will be asked about again. */
    private final Cache<String, Instant> failures;

    /**
     * @param proxy that the operator named, and which may therefore lie inside; null for none
     * @param timeout of a look-up
     */
    GuardedResolver(
            AddressPolicy policy, HostLookup lookup, Duration timeout, @Nullable HttpHost proxy, InstantSource clock) {
        this.proxy = proxy;
        this.policy = policy;
        this.lookups = new Lookups(lookup, timeout);
        this.clock = clock;
        this.failures = Caffeine.newBuilder().maximumSize(MOST_FAILURES).build();
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        boolean toProxy = proxy != null && proxy.getHostName().equals(host) && proxy.getPort() == port;
        List<InetAddress> addresses = toProxy ? addressesOf(host) : admitted(host, port);
        return addresses.stream()
                .limit(MAX_ADDRESSES)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    /**
     * All addresses of a host that may be connected to. Behind a proxy this is all the guard there is, for the proxy
     * looks the name up again by itself.
     *
     * <p>That there is none is remembered for a while, whether the host is unknown or refused: the two must not be told
     * from each other by how long their attempts take.
     */
    List<InetAddress> admitted(String host, int port) throws UnknownHostException {
        String place = host + ":" + port;
        refuseKnownFailure(place);
        try {
            List<InetAddress> addresses = addressesOf(host);
            if (addresses.isEmpty()) {
                throw new UnknownHostException("no address");
            }
            if (!policy.permits(host, port, addresses)) {
                throw new RefusedAddressException();
            }
            return addresses;
        } catch (LookupsBusyException busy) {
            throw busy;
        } catch (UnknownHostException failed) {
            // An attempt that was ended, or had hardly any time left, says nothing of the host.
            if (!Thread.currentThread().isInterrupted() && !Attempt.current().isOver()) {
                failures.put(place, clock.instant().plus(FAILURE_KEPT));
            }
            throw failed;
        }
    }

    private void refuseKnownFailure(String place) throws KnownFailureException {
        @Nullable Instant until = failures.getIfPresent(place);
        if (until == null) {
            return;
        }
        Duration left = Duration.between(clock.instant(), until);
        // Longer than it was kept: the clock was set back.
        if (left.isPositive() && left.compareTo(FAILURE_KEPT) <= 0) {
            throw new KnownFailureException(left);
        }
        failures.invalidate(place);
    }

    /** Without a port the policy cannot be asked, so there is no answer. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        throw new RefusedAddressException();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.close();
    }

    private List<InetAddress> addressesOf(String host) throws UnknownHostException {
        return AddressBlock.looksLikeLiteral(host)
                ? List.of(AddressBlock.literal(host))
                : lookups.addresses(host, Attempt.current().left());
    }
}
