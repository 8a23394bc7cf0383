package dev.gleaner.api.schedules.firing;

import dev.gleaner.api.schedules.Occurrence;
import dev.gleaner.api.schedules.Schedules.Pause;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is stored of schedules, for those who fire them. */
public interface Firings {
    /** What changed, so that an idle look costs one small read. */
    Changes changes();

    /** All, also those that are removed and still have jobs to see to. */
    List<ScheduleState> all();

    /** Those of these ids that exist. */
    List<ScheduleState> find(Collection<String> ids);

    /** What a schedule is to do, with its secrets; empty if it has another revision by now. */
    Optional<ObjectNode> work(String id, long revision);

    /** Decides an occurrence, if nobody did; the insert of it is the decision. */
    Decided decide(Occurrence occurrence);

    Optional<Occurrence> occurrence(String id);

    /** Those of these ids that exist. */
    List<Occurrence> occurrences(Collection<String> ids);

    /** An occurrence that fired has another end; false if it is not FIRED. */
    boolean revise(Occurrence fired, Occurrence revised);

    /**
     * Changes the progress of a schedule, if it is as it was seen.
     *
     * @param disabledReason why it is disabled by this; null leaves it as it is
     * @return the schedule afterwards; empty if somebody else changed it
     */
    Optional<ScheduleState> advance(ScheduleState seen, Progress progress, @Nullable String disabledReason);

    /** Tells all processes to look at a schedule again. */
    void tell(String id);

    /** Removes what is left of a schedule that its owner deleted, if it is as it was seen. */
    void forget(ScheduleState removed);

    /** Removes occurrences that were decided before a time; returns how many. */
    long removeDecidedBefore(Instant time);

    /**
     * Says that a process fires schedules.
     *
     * @return the beats of all that do, by their names, with this one; also of those that died
     */
    Map<String, Long> beat(String process);

    /** A process fires no more. */
    void leave(String process);

    /**
     * What changed lately.
     *
     * @param count rises with each change that all should look at
     * @param recent ids of the schedules that changed, the latest last; of the last changes only
     */
    record Changes(long count, List<String> recent, Pause pause) {}

    /**
     * What is decided of an occurrence.
     *
     * @param stored as it stands
     * @param ours whether this call decided it
     */
    record Decided(Occurrence stored, boolean ours) {}
}
