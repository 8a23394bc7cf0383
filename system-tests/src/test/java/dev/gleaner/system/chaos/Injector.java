package dev.gleaner.system.chaos;

import dev.gleaner.system.chaos.Plan.Injection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does to a fleet what a plan says, when it says so. */
final class Injector {
    private static final Duration BACK = Duration.ofMinutes(5);

    /** After a store is back: until everybody has noticed. */
    private static final Duration NOTICED = Duration.ofSeconds(12);

    private final ChaosFleet fleet;
    private final Recoveries recoveries;
    private final List<Spell> spells = new CopyOnWriteArrayList<>();
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);
    private final Object[] locks;

    Injector(ChaosFleet fleet, Recoveries recoveries) {
        this.fleet = fleet;
        this.recoveries = recoveries;
        this.locks = new Object[fleet.members().size() + 2];
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    /** Runs the plan to its end; whatever was broken is whole again then. */
    void run(Plan plan, Customers customers) throws InterruptedException {
        long began = System.nanoTime();
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Injection injection : plan.injections()) {
                long wait = injection.at().toNanos() - (System.nanoTime() - began);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
                System.out.println(injection);
                running.add(threads.submit(() -> inject(injection, customers)));
            }
        }
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (java.util.concurrent.ExecutionException failed) {
                throw new IllegalStateException("an injection failed: " + failed.getMessage(), failed.getCause());
            }
        }
    }

    /** How often each was done. */
    synchronized Map<Kind, Integer> done() {
        return new EnumMap<>(done);
    }

    /** Whether something that excuses an error was going on at any time between. */
    boolean excused(long fromNanos, long untilNanos) {
        return spells.stream()
                .filter(spell -> spell.excuses)
                .anyMatch(spell ->
                        spell.began - fromNanos < 0 ? spell.end() - fromNanos > 0 : spell.began - untilNanos < 0);
    }

    private void inject(Injection injection, Customers customers) {
        Object lock = locks[
                switch (injection.kind().on) {
                    case REDIS -> locks.length - 1;
                    case MONGODB -> locks.length - 2;
                    default -> Plan.memberOf(injection);
                }];
        synchronized (lock) {
            boolean excuses = injection.kind().excusesErrors() && !isOfConsumer(injection);
            Spell spell = new Spell(System.nanoTime(), excuses);
            spells.add(spell);
            try {
                perform(injection, customers);
                synchronized (this) {
                    done.merge(injection.kind(), 1, Integer::sum);
                }
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            } finally {
                spell.over();
            }
        }
    }

    private static boolean isOfConsumer(Injection injection) {
        return injection.kind().on == Kind.On.MEMBER && Plan.memberOf(injection) >= 2;
    }

    private void perform(Injection injection, Customers customers) throws InterruptedException {
        switch (injection.kind()) {
            case KILL_API, KILL_CONSUMER -> {
                Member member = fleet.member(Plan.memberOf(injection));
                recoveries.lost(member);
                member.kill();
                sleep(injection);
                member.start();
                member.awaitReady(BACK);
                if (member.isApi()) {
                    // On a slow machine kills wait for starts; one right after the other would leave nobody to submit
                    // to.
                    customers.awaitServed(BACK);
                }
            }
            case PAUSE_API, PAUSE_CONSUMER -> {
                Member member = fleet.member(Plan.memberOf(injection));
                recoveries.lost(member);
                member.process().pause();
                sleep(injection);
                member.process().goOn();
            }
            case KILL_REDIS -> {
                recoveries.disturbed();
                fleet.redis.kill(injection.amount());
                sleep(injection);
                fleet.redis.start();
                fleet.reconnect();
            }
            case EMPTY_REDIS -> {
                recoveries.disturbed();
                fleet.redis.ask(redis -> redis.flushall());
            }
            case FORGET_SCRIPTS -> fleet.redis.ask(redis -> redis.scriptFlush());
            case FILL_REDIS -> {
                recoveries.disturbed();
                fleet.redis.ask(redis -> redis.configSet("maxmemory", "1"));
                sleep(injection);
                fleet.redis.ask(redis -> redis.configSet("maxmemory", "0"));
            }
            case REDIS_PAUSES_CLIENTS -> {
                recoveries.disturbed();
                fleet.redis.ask(redis -> redis.clientPause(injection.length().toMillis()));
                sleep(injection);
            }
            case PAUSE_REDIS -> {
                recoveries.disturbed();
                Signals.pause(fleet.redis.pid());
                sleep(injection);
                Signals.goOn(fleet.redis.pid());
            }
            case KILL_MONGODB -> {
                recoveries.disturbed();
                fleet.mongo.kill();
                sleep(injection);
                fleet.mongo.start();
                fleet.reconnect();
                Thread.sleep(NOTICED);
            }
            case PAUSE_MONGODB -> {
                recoveries.disturbed();
                Signals.pause(fleet.mongo.pid());
                sleep(injection);
                Signals.goOn(fleet.mongo.pid());
                Thread.sleep(NOTICED);
            }
            case SLOW_MONGODB -> {
                recoveries.disturbed();
                Duration latency = Duration.ofMillis(injection.amount());
                fleet.members().forEach(member -> member.mongo().delay(latency));
                sleep(injection);
                fleet.members().forEach(member -> member.mongo().mend());
                Thread.sleep(NOTICED);
            }
            case MONGODB_FAILS_WRITES -> {
                recoveries.disturbed();
                fleet.members().forEach(member -> member.mongo().failWrites(injection.amount()));
                sleep(injection);
                fleet.members().forEach(member -> member.mongo().mend());
                Thread.sleep(NOTICED);
            }
            case SLOW_WIRES -> {
                Duration latency = Duration.ofMillis(injection.amount());
                Member member = fleet.member(Plan.memberOf(injection));
                member.mongo().delay(latency);
                member.redis().delay(latency);
                sleep(injection);
                member.mongo().mend();
                member.redis().mend();
            }
            case CUT_WIRES -> {
                Member member = fleet.member(Plan.memberOf(injection));
                member.mongo().reset();
                member.redis().reset();
                Thread.sleep(NOTICED);
            }
            case NOTHING_GETS_OUT -> {
                Relay relay = wire(injection);
                relay.silenceUp();
                sleep(injection);
                relay.mend();
                Thread.sleep(NOTICED);
            }
            case NOTHING_COMES_IN -> {
                Relay relay = wire(injection);
                relay.silenceDown();
                sleep(injection);
                relay.mend();
                Thread.sleep(NOTICED);
            }
        }
    }

    private Relay wire(Injection injection) {
        Member member = fleet.member(Plan.memberOf(injection));
        return injection.amount() == 0 ? member.mongo() : member.redis();
    }

    private static void sleep(Injection injection) throws InterruptedException {
        Thread.sleep(injection.length());
    }

    /** From when to when something was broken. */
    private static final class Spell {
        final long began;
        final boolean excuses;
        private volatile long ended;
        private volatile boolean over;

        Spell(long began, boolean excuses) {
            this.began = began;
            this.excuses = excuses;
        }

        void over() {
            ended = System.nanoTime();
            over = true;
        }

        long end() {
            return over ? ended : System.nanoTime();
        }
    }
}
