package dev.gleaner.bench;

import dev.gleaner.queue.Claim;
import dev.gleaner.queue.Element;
import dev.gleaner.queue.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue that must not be needed: the page measured here asks for nothing of a host. */
final class NoQueue implements WorkQueue {
    @Override
    public void push(List<Element> elements) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Claim claim(String incarnation, int want) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Element> held(String incarnation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void ack(String incarnation, Collection<Element> elements) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void defer(String incarnation, Map<Element, Instant> due) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void giveBack(String incarnation, Collection<Element> elements) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Instant throttled(String host, Optional<Duration> asked) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean crawlDelay(String incarnation, Element element, Duration delay) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void awaitWork(Duration limit) {
        throw new UnsupportedOperationException();
    }
}
