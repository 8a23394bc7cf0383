package dev.gleaner.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up, so that slow name servers take no more than their share: of the names of one registrable domain, which
 * have the same name servers, only a few are asked about at a time. Who finds no room is told so and may come back; that
 * says nothing of the host. Callers that want the same name share one look-up.
 */
final class Lookups implements AutoCloseable {
    /** At a time, for the names of one registrable domain. */
    static final int PER_DOMAIN = 4;

    /**
     * At a time for all. Look-ups block in native code, which a virtual thread cannot leave, so each takes a thread of its
     * own: some 100 KiB while a slow name server is waited for.
     */
    private static final int AT_A_TIME = 128;

    /** How long a caller waits for room; a name server that answers has done so many times in this time. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HostLookup lookup;
    private final Duration timeout;
    private final ExecutorService threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new HashMap<>();
    private final Map<String, Share> shares = new HashMap<>();
    private final Share all = new Share(AT_A_TIME);

    /** What may run at a time, and does. */
    private static final class Share {
        private final int most;
        private int running;
        private long movedAt = System.nanoTime();

        Share(int most) {
            this.most = most;
        }

        boolean isFull() {
            return running >= most;
        }

        /** Whether nothing has come or gone for so long that waiting is in vain. */
        boolean isStuck(long now) {
            return isFull() && now - movedAt > PATIENCE.toNanos();
        }

        void changeBy(int change) {
            running += change;
            movedAt = System.nanoTime();
        }
    }

    /** @param timeout of a look-up, from its beginning */
    Lookups(HostLookup lookup, Duration timeout) {
        this.lookup = lookup;
        this.timeout = timeout;
        this.threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("host-lookup-", 0).factory());
    }

    /**
     * All addresses of a name.
     *
     * @param left that the caller has
     * @throws LookupsBusyException if it was not asked for
     * @throws UnknownHostException if there is none, or no answer in time
     */
    List<InetAddress> addresses(String host, Duration left) throws UnknownHostException {
        try {
            return begun(host).get(Math.min(left.toNanos(), timeout.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException("interrupted");
        } catch (TimeoutException | ExecutionException failed) {
            throw new UnknownHostException("no answer");
        }
    }

    /** Ends all look-ups that can be ended. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** The look-up of this name that is under way, or a new one as soon as there is room. */
    private CompletableFuture<List<InetAddress>> begun(String host) throws InterruptedException, LookupsBusyException {
        String domain = registrableDomain(host);
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        lock.lockInterruptibly();
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!underWay.containsKey(host) && isFull(domain)) {
                long now = System.nanoTime();
                if (isStuck(domain, now) || freed.awaitNanos(end - now) <= 0) {
                    throw new LookupsBusyException();
                }
            }
            CompletableFuture<List<InetAddress>> other = underWay.putIfAbsent(host, answer);
            if (other != null) {
                return other;
            }
            shares.computeIfAbsent(domain, ignored -> new Share(PER_DOMAIN)).changeBy(1);
            all.changeBy(1);
        } finally {
            lock.unlock();
        }
        try {
            threads.execute(() -> run(host, domain, answer));
        } catch (RejectedExecutionException closed) {
            end(host, domain);
            throw new LookupsBusyException();
        }
        return answer;
    }

    private void run(String host, String domain, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(lookup.lookup(host));
        } catch (UnknownHostException | RuntimeException failed) {
            answer.completeExceptionally(failed);
        } finally {
            end(host, domain);
        }
    }

    private void end(String host, String domain) {
        lock.lock();
        try {
            underWay.remove(host);
            all.changeBy(-1);
            shares.computeIfPresent(domain, (ignored, share) -> {
                share.changeBy(-1);
                return share.running == 0 ? null : share;
            });
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(String domain) {
        @Nullable Share share = shares.get(domain);
        return all.isFull() || (share != null && share.isFull());
    }

    private boolean isStuck(String domain, long now) {
        @Nullable Share share = shares.get(domain);
        return all.isStuck(now) || (share != null && share.isStuck(now));
    }

    /** The name that somebody registered; the host itself where none could be, as inside a network. */
    private static String registrableDomain(String host) {
        @Nullable HttpUrl url = HttpUrl.parse("http://" + host + "/");
        @Nullable String domain = url == null ? null : url.topPrivateDomain();
        return domain == null ? host : domain;
    }
}
