package dev.gleaner.client;

import java.util.List;

/**
 * The first of the hosts that were asked for.
 *
 * @param total how many there are, listed or not
 */
public record Hosts(List<Host> hosts, int total) {}
