package dev.gleaner.scraper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds what somebody asks of a scraper against what the scraper takes. The API asks before it accepts a submission, and a
 * consumer before it starts a command, for the definition may have changed meanwhile. No message has a value in it: it may be
 * a secret.
 */
public final class ChoiceCheck {
    /** Values of one list. */
    public static final int MOST_VALUES = 100;

    /** Bytes of all values together in UTF-8; Linux gives 128 KiB to one argument. */
    public static final int MOST_BYTES = 64 * 1024;

    private final ScraperSummary scraper;
    private final ScraperChoice choice;
    private final List<Fault> faults = new ArrayList<>();

    private ChoiceCheck(ScraperSummary scraper, ScraperChoice choice) {
        this.scraper = scraper;
        this.choice = choice;
    }

    /** All that is wrong with a choice, and the choice with what nobody has said filled in. */
    public static Result check(ScraperSummary scraper, ScraperChoice choice) {
        return new ChoiceCheck(scraper, choice).result();
    }

    /**
     * What came of it.
     *
     * @param choice with the defaults of params that were not given, and with the names of those that are secret
     * @param faults none if it can be used
     */
    public record Result(ScraperChoice choice, List<Fault> faults) {
        public Result {
            faults = List.copyOf(faults);
        }

        public boolean isFine() {
            return faults.isEmpty();
        }
    }

    /**
     * What is wrong.
     *
     * @param path {@code params.x}, of a value of a list {@code params.x[2]}, {@code settings.y}, {@code params} or {@code settings}
     */
    public record Fault(String path, String message) {}

    private Result result() {
        Map<String, ParamSpec> known = new TreeMap<>();
        scraper.params().forEach(param -> known.put(param.name(), param));
        choice.params().keySet().stream()
                .filter(name -> !known.containsKey(name))
                .forEach(name -> unknown("params", name, known.keySet()));
        Map<String, List<String>> params = new TreeMap<>();
        Set<String> secrets = new HashSet<>(choice.secrets());
        known.values().forEach(param -> {
            List<String> values = values(param);
            // A list that is empty on purpose is no list that nobody gave.
            boolean emptied = param.type() == ParamType.LIST && choice.params().containsKey(param.name());
            if (!values.isEmpty() || emptied) {
                params.put(param.name(), values);
                if (param.type() == ParamType.SECRET) {
                    secrets.add(param.name());
                }
            }
        });
        secrets.retainAll(params.keySet());
        settings();
        bytes(params);
        return new Result(new ScraperChoice(choice.name(), params, choice.settings(), secrets), faults);
    }

    private List<String> values(ParamSpec param) {
        String path = "params." + param.name();
        List<String> given = choice.params().get(param.name());
        if (given == null || given.isEmpty() && param.type() != ParamType.LIST) {
            if (param.required() && param.defaults().isEmpty()) {
                faults.add(new Fault(path, "is required by the scraper " + scraper.name()));
            }
            return param.defaults();
        }
        if (param.type() == ParamType.LIST) {
            if (given.isEmpty() && param.required()) {
                faults.add(new Fault(path, "must have a value"));
            }
            if (given.size() > MOST_VALUES) {
                faults.add(new Fault(path, "must have at most %d values".formatted(MOST_VALUES)));
                return List.of();
            }
            for (int at = 0; at < given.size(); at++) {
                value("%s[%d]".formatted(path, at), param, given.get(at));
            }
            return given;
        }
        if (given.size() > 1) {
            faults.add(new Fault(path, "must be one value, not a list"));
            return List.of();
        }
        value(path, param, given.getFirst());
        return given;
    }

    private void value(String path, ParamSpec param, String value) {
        ParamValue.fault(param, value).ifPresent(message -> faults.add(new Fault(path, message)));
    }

    private void settings() {
        choice.settings().forEach((name, value) -> {
            if (!scraper.settings().contains(name)) {
                unknown("settings", name, Set.copyOf(scraper.settings()));
            } else {
                ParamValue.settingFault(value).ifPresent(message -> faults.add(new Fault("settings." + name, message)));
            }
        });
    }

    private void unknown(String kind, String name, Set<String> known) {
        String what = kind.substring(0, kind.length() - 1);
        // A name that could be none at all is not repeated: it may hold anything.
        faults.add(new Fault(
                name.matches(ScraperChoice.NAME) ? kind + "." + name : kind,
                known.isEmpty()
                        ? "the scraper %s takes no %s".formatted(scraper.name(), kind)
                        : "is no %s of the scraper %s; it takes %s"
                                .formatted(
                                        what,
                                        scraper.name(),
                                        known.stream().sorted().collect(Collectors.joining(", ")))));
    }

    private void bytes(Map<String, List<String>> params) {
        long all = 0;
        for (List<String> values : params.values()) {
            for (String value : values) {
                all += value.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        for (String value : choice.settings().values()) {
            all += value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (all > MOST_BYTES) {
            faults.add(new Fault(
                    "params",
                    "all values of params and settings together must have at most %d bytes".formatted(MOST_BYTES)));
        }
    }
}
