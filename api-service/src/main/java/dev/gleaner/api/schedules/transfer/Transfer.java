package dev.gleaner.api.schedules.transfer;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.schedules.ScheduleFilter;
import dev.gleaner.api.schedules.ScheduleSpec;
import dev.gleaner.api.schedules.Schedules;
import dev.gleaner.api.schedules.form.Documents;
import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.form.ScheduleReader;
import dev.gleaner.api.schedules.form.ScheduleWriter;
import dev.gleaner.api.schedules.preview.Warnings;
import dev.gleaner.api.submission.InvalidSubmissionException.Fault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the schedules of a document into the system. All of it is looked at before anything is changed; then one schedule
 * after the other is. What breaks off in between is finished by doing it again, since what is done is unchanged then.
 */
public final class Transfer {
    private static final int PAGE = 500;

    private final Schedules schedules;
    private final ScheduleReader reader;
    private final ScheduleWriter writer;
    private final InstantSource clock;

    public Transfer(Schedules schedules, ScheduleReader reader, ScheduleWriter writer, InstantSource clock) {
        this.schedules = schedules;
        this.reader = reader;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * What would be done, in the order of the document, and then what would be removed.
     *
     * @throws InvalidScheduleException if anything in it is no schedule
     * @throws TransferConflictException if it may not be done
     */
    public List<Step> plan(ScheduleDocument document, Mode mode) {
        Instant now = clock.instant();
        List<Fault> faults = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (ScheduleDocument.Entry entry : document.entries()) {
            Optional<Schedule> stored = schedules.find(entry.id());
            try {
                ScheduleSpec wanted =
                        reader.read(entry.schedule(), new ScheduleReader.Asked(entry.id(), stored.orElse(null), true));
                steps.add(step(wanted, stored, mode, now));
            } catch (InvalidScheduleException invalid) {
                invalid.faults().forEach(fault -> faults.add(fault.below(entry.path())));
            }
        }
        if (!faults.isEmpty()) {
            throw new InvalidScheduleException(faults);
        }
        if (mode instanceof Mode.Import(Mode.OnConflict onConflict) && onConflict == Mode.OnConflict.ERROR) {
            requireNoneChanged(steps);
        }
        if (mode instanceof Mode.Apply apply && apply.prune()) {
            steps.addAll(removals(document, apply));
        }
        return steps;
    }

    /**
     * Does what was planned.
     *
     * @throws TransferConflictException if a schedule is not any more as it was planned for; what stands before it is done
     */
    public void carryOut(List<Step> steps) {
        for (Step step : steps) {
            if (!done(step)) {
                throw new TransferConflictException(
                        "Schedule %s was changed by somebody else meanwhile; do it again".formatted(step.id()),
                        List.of(step.id()));
            }
        }
    }

    /** Hands on every schedule that is asked for, in the order of their ids. */
    public void each(ScheduleFilter filter, Consumer<Schedule> sink) {
        int skip = 0;
        List<Schedule> page;
        do {
            page = schedules.list(filter, PAGE, skip);
            page.forEach(sink);
            skip += page.size();
        } while (page.size() == PAGE);
    }

    private Step step(ScheduleSpec wanted, Optional<Schedule> stored, Mode mode, Instant now) {
        List<String> warnings = Warnings.of(wanted, now);
        if (stored.isEmpty()) {
            return new Step(wanted.id(), Step.Kind.CREATED, List.of(), warnings, wanted, null);
        }
        List<Step.Difference> differences = differences(stored.get().spec(), wanted);
        Step.Kind kind = differences.isEmpty()
                ? Step.Kind.UNCHANGED
                : mode.equals(new Mode.Import(Mode.OnConflict.KEEP)) ? Step.Kind.KEPT : Step.Kind.CHANGED;
        return new Step(wanted.id(), kind, differences, warnings, wanted, stored.get());
    }

    private List<Step.Difference> differences(ScheduleSpec stored, ScheduleSpec wanted) {
        JsonNode before = Documents.normal(ScheduleWriter.definition(stored));
        JsonNode after = Documents.normal(ScheduleWriter.definition(wanted));
        ObjectNode shownBefore = writer.shown(stored);
        ObjectNode shownAfter = writer.shown(wanted);
        Set<String> names = new LinkedHashSet<>(after.propertyNames());
        names.addAll(before.propertyNames());
        return names.stream()
                .filter(name -> !before.path(name).equals(after.path(name)))
                .map(name -> new Step.Difference(name, shownBefore.get(name), shownAfter.get(name)))
                .toList();
    }

    private static void requireNoneChanged(List<Step> steps) {
        List<String> taken = steps.stream()
                .filter(step -> step.kind() == Step.Kind.CHANGED)
                .map(Step::id)
                .toList();
        if (!taken.isEmpty()) {
            throw new TransferConflictException(
                    "%d of the schedules are there already, and differ; on_conflict=keep leaves them as they are, replace"
                                    .formatted(taken.size())
                            + " makes them as the document says",
                    taken);
        }
    }

    private List<Step> removals(ScheduleDocument document, Mode.Apply apply) {
        Set<String> named =
                document.entries().stream().map(ScheduleDocument.Entry::id).collect(Collectors.toSet());
        if (named.isEmpty()) {
            throw new InvalidScheduleException(
                    List.of(new Fault("schedules", "is empty, and pruning would remove every schedule")));
        }
        List<Step> removals = new ArrayList<>();
        each(new ScheduleFilter(null, null, null, apply.tag(), null, null, null), one -> {
            if (!named.contains(one.spec().id())) {
                removals.add(new Step(one.spec().id(), Step.Kind.REMOVED, List.of(), List.of(), null, one));
            }
        });
        return removals;
    }

    private boolean done(Step step) {
        ScheduleSpec wanted = step.wanted();
        Schedule stored = step.stored();
        return switch (step.kind()) {
            case UNCHANGED, KEPT -> true;
            case CREATED -> wanted != null && schedules.create(wanted).isPresent();
            case CHANGED ->
                wanted != null
                        && stored != null
                        && schedules.replace(wanted, stored.revision()) instanceof Schedules.Changed;
            case REMOVED ->
                stored == null || !(schedules.delete(step.id(), stored.revision()) instanceof Schedules.Stale);
        };
    }
}
