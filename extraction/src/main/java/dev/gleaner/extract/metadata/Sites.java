package dev.gleaner.extract.metadata;

import crawlercommons.domains.EffectiveTldFinder;
import org.jspecify.annotations.Nullable;

/** Whether two hosts belong to one site. */
public final class Sites {
    private Sites() {}

    /** By the list of public suffixes: {@code a.example.co.uk} and {@code example.co.uk} do, two blogs on one host's domain do not. */
    public static boolean isSame(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        if (one.equals(other)) {
            return true;
        }
        if (Character.isDigit(one.charAt(one.length() - 1)) || one.endsWith("]")) {
            return false; // an IP address
        }
        String site = site(one);
        return site.contains(".") && site.equals(site(other));
    }

    private static String site(String host) {
        @Nullable String known = EffectiveTldFinder.getAssignedDomain(host, true, false);
        if (known != null) {
            return known;
        }
        // A suffix that is not in the list counts as one label, as the list's own rule says.
        int last = host.lastIndexOf('.');
        return host.substring(host.lastIndexOf('.', last - 1) + 1);
    }
}
