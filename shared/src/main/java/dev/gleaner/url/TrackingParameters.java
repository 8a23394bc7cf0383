package dev.gleaner.url;

import java.util.Locale;
import java.util.Set;

/**
 * The query parameters that tell where a reader came from and never which page is meant. A short list by name, each
 * documented by the service that adds it; a name that also selects content somewhere ({@code ref}, {@code id}) is none.
 */
final class TrackingParameters {
    private static final Set<String> NAMES = Set.of(
            "fbclid",
            "gclid",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "mc_cid",
            "mc_eid",
            "igshid",
            "igsh",
            "yclid",
            "ysclid",
            "twclid",
            "ttclid",
            "li_fat_id",
            "_ga",
            "_gl",
            "_hsenc",
            "_hsmi",
            "mkt_tok",
            "vero_id",
            "oly_anon_id",
            "oly_enc_id",
            "s_cid",
            "__twitter_impression");

    private TrackingParameters() {}

    static boolean contains(String parameterName) {
        String name = parameterName.toLowerCase(Locale.ROOT);
        return name.startsWith("utm_") || NAMES.contains(name);
    }
}
