package dev.gleaner.api.presets;

import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import dev.gleaner.api.work.WorkMasks;
import dev.gleaner.api.work.WorkReader;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Changes presets: with what is masked in them kept, and not under those who use them. */
public final class PresetKeeper {
    private static final int MOST_TRIES = 10;

    private final Presets presets;
    private final WorkReader reader;
    private final PresetUsers users;
    private final InstantSource clock;

    public PresetKeeper(Presets presets, WorkReader reader, PresetUsers users, InstantSource clock) {
        this.presets = presets;
        this.reader = reader;
        this.users = users;
        this.clock = clock;
    }

    /**
     * Creates or replaces one.
     *
     * @param revision that it must have; null for any, and for none
     */
    public Change put(Presets.Content content, @Nullable Long revision) {
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Preset> before = presets.find(content.name());
            if (revision != null && (before.isEmpty() || before.get().revision() != revision)) {
                return new Stale(before.map(Preset::revision).orElse(0L));
            }
            List<Fault> faults = new ArrayList<>();
            ObjectNode work = WorkMasks.restored(
                    content.work(),
                    before.map(Preset::work).orElse(null),
                    (path, message) -> faults.add(new Fault(path, message)));
            if (faults.isEmpty()) {
                faults.addAll(reader.faults(work));
            }
            if (content.work().hasNonNull("preset")) {
                faults.add(new Fault("preset", "cannot stand in a preset"));
            }
            if (!faults.isEmpty()) {
                return new Invalid(faults);
            }
            var whole = new Presets.Content(content.name(), content.description(), work);
            var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Optional<Preset> after = before.isEmpty()
                    ? presets.create(whole, now)
                    : presets.replace(whole, before.get().revision(), now);
            if (after.isPresent()) {
                return new Changed(after.get(), before.isEmpty());
            }
        }
        throw new IllegalStateException(content.name() + " is changed by others all the time");
    }

    /**
     * Removes one.
     *
     * @param revision that it must have; null for any
     * @param force although schedules use it, which then have nothing to do
     */
    public Change delete(String name, @Nullable Long revision, boolean force) {
        Optional<Preset> before = presets.find(name);
        if (before.isEmpty()) {
            return new Unknown();
        }
        if (revision != null && before.get().revision() != revision) {
            return new Stale(before.get().revision());
        }
        List<String> using = force ? List.of() : users.of(name);
        if (!using.isEmpty()) {
            return new Used(using);
        }
        if (!presets.delete(name, before.get().revision())) {
            return new Stale(presets.find(name).map(Preset::revision).orElse(0L));
        }
        return new Changed(before.get(), false);
    }

    /** What became of a change. */
    public sealed interface Change {}

    /**
     * It was made.
     *
     * @param preset as it is now, or was before it was removed
     */
    public record Changed(Preset preset, boolean created) implements Change {}

    /** There is none of this name. */
    public record Unknown() implements Change {}

    /** @param revision that it has; 0 if there is none of this name */
    public record Stale(long revision) implements Change {}

    /** Its work is no submission. */
    public record Invalid(List<Fault> faults) implements Change {}

    /** These schedules use it. */
    public record Used(List<String> schedules) implements Change {}
}
