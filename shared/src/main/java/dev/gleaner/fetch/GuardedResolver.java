package dev.gleaner.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    /** Look-ups block in native code, which a virtual thread cannot leave: they run on a few threads of their own. */
    private static final int LOOKUP_THREADS = 32;

    private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

    private final AddressPolicy policy;
    private final HostLookup lookup;
    private final @Nullable HttpHost proxy;
    private final Duration lookupTimeout;
    private final ThreadPoolExecutor lookups;

    /** @param proxy that the operator named, and which may therefore lie inside; null for none */
    GuardedResolver(AddressPolicy policy, HostLookup lookup, Duration lookupTimeout, @Nullable HttpHost proxy) {
        this.proxy = proxy;
        this.policy = policy;
        this.lookup = lookup;
        this.lookupTimeout = lookupTimeout;
        this.lookups = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                IDLE_THREAD.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("host-lookup-", 0).factory());
        this.lookups.allowCoreThreadTimeOut(true);
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
     */
    List<InetAddress> admitted(String host, int port) throws UnknownHostException {
        List<InetAddress> addresses = addressesOf(host);
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address");
        }
        if (!policy.permits(host, port, addresses)) {
            throw new RefusedAddressException();
        }
        return addresses;
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
        lookups.shutdownNow();
    }

    private List<InetAddress> addressesOf(String host) throws UnknownHostException {
        if (AddressBlock.looksLikeLiteral(host)) {
            return List.of(AddressBlock.literal(host));
        }
        Duration left = Attempt.current().left();
        Future<List<InetAddress>> answer = lookups.submit(() -> lookup.lookup(host));
        try {
            return answer.get(Math.min(left.toNanos(), lookupTimeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (TimeoutException | ExecutionException failed) {
            throw new UnknownHostException("no answer");
        } finally {
            answer.cancel(true);
        }
    }
}
