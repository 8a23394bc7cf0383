package dev.gleaner.extract.metadata;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what pages declare of their language. */
public final class Languages {
    private static final Set<String> KNOWN = Set.of(Locale.getISOLanguages());

    /** By the codes of ISO 639-2 and 639-3, which BCP 47 replaces where there is one of two letters. */
    private static final Map<String, String> OF_THREE_LETTERS = ofThreeLetters();

    /** Bibliographic codes of ISO 639-2, and the single languages of ISO 639-3 for which the web names the larger one. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("cmn", "zh"),
            Map.entry("pes", "fa"),
            Map.entry("lvs", "lv"),
            Map.entry("ekk", "et"),
            Map.entry("arb", "ar"),
            Map.entry("zlm", "ms"),
            Map.entry("zsm", "ms"),
            Map.entry("plt", "mg"),
            Map.entry("alb", "sq"),
            Map.entry("arm", "hy"),
            Map.entry("baq", "eu"),
            Map.entry("bur", "my"),
            Map.entry("geo", "ka"),
            Map.entry("mac", "mk"),
            Map.entry("wel", "cy"),
            Map.entry("ger", "de"),
            Map.entry("fre", "fr"),
            Map.entry("dut", "nl"),
            Map.entry("chi", "zh"),
            Map.entry("cze", "cs"),
            Map.entry("gre", "el"),
            Map.entry("per", "fa"),
            Map.entry("rum", "ro"),
            Map.entry("slo", "sk"),
            Map.entry("may", "ms"),
            Map.entry("ice", "is"));

    /** Languages of newspapers and encyclopedias that have no code of two letters. */
    private static final Set<String> INDIVIDUAL =
            Set.of("ast", "ceb", "fil", "fur", "gsw", "haw", "hsb", "dsb", "nds", "pap", "sah", "scn", "war", "yue");

    private static final Pattern SEPARATOR = Pattern.compile("[-_.,;\\s].*", Pattern.DOTALL);

    private Languages() {}

    /** The primary subtag as in BCP 47, such as {@code en} for {@code en_GB} or {@code eng}; null for what names no language. */
    public static @Nullable String tag(@Nullable String declared) {
        if (declared == null || declared.length() > 100) {
            return null;
        }
        String primary = SEPARATOR.matcher(declared.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        if (primary.length() == 3) {
            @Nullable String shorter = OF_THREE_LETTERS.getOrDefault(primary, OTHERS.get(primary));
            return shorter == null && INDIVIDUAL.contains(primary) ? primary : shorter;
        }
        return switch (primary) {
            case "iw" -> "he";
            case "in" -> "id";
            case "ji" -> "yi";
            default -> KNOWN.contains(primary) ? primary : null;
        };
    }

    private static Map<String, String> ofThreeLetters() {
        Map<String, String> codes = new HashMap<>();
        Arrays.stream(Locale.getISOLanguages())
                .forEach(code -> codes.put(Locale.of(code).getISO3Language(), code));
        return Map.copyOf(codes);
    }
}
