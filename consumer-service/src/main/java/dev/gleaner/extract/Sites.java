package dev.gleaner.extract;

import crawlercommons.domains.PaidLevelDomain;

/** Whether two hosts belong to one site. */
final class Sites {
    private Sites() {}

    /** By the list of public suffixes: {@code a.example.co.uk} and {@code example.co.uk} do, two blogs on one host's domain do not. */
    static boolean isSame(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return false;
        }
        if (one.equals(other)) {
            return true;
        }
        String site = PaidLevelDomain.getPLD(one);
        return site != null && site.contains(".") && site.equals(PaidLevelDomain.getPLD(other));
    }
}
