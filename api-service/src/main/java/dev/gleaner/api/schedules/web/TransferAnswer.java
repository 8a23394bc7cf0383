package dev.gleaner.api.schedules.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.schedules.transfer.Step;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of the schedules of a document. */
@Schema(name = "ScheduleTransfer")
record TransferAnswer(
        @JsonProperty("dry_run") @Schema(description = "nothing was changed")
        boolean dryRun,

        @JsonProperty("created") int created,
        @JsonProperty("changed") int changed,
        @JsonProperty("unchanged") int unchanged,

        @JsonProperty("kept") @Schema(description = "there, and not as the document says")
        int kept,

        @JsonProperty("removed") int removed,
        @JsonProperty("schedules") List<Entry> schedules) {

    static TransferAnswer of(List<Step> steps, boolean dryRun) {
        return new TransferAnswer(
                dryRun,
                count(steps, Step.Kind.CREATED),
                count(steps, Step.Kind.CHANGED),
                count(steps, Step.Kind.UNCHANGED),
                count(steps, Step.Kind.KEPT),
                count(steps, Step.Kind.REMOVED),
                steps.stream().map(Entry::of).toList());
    }

    private static int count(List<Step> steps, Step.Kind kind) {
        return Math.toIntExact(
                steps.stream().filter(step -> step.kind() == kind).count());
    }

    /** One schedule. */
    @Schema(name = "ScheduleTransferEntry")
    record Entry(
            @JsonProperty("id") @Schema(example = "morning-news")
            String id,

            @JsonProperty("change") @Schema(allowableValues = {"created", "changed", "unchanged", "kept", "removed"})
            String change,

            @JsonProperty("fields") @Schema(description = "what differs")
            List<Difference> fields,

            @JsonProperty("warnings") List<String> warnings) {

        static Entry of(Step step) {
            return new Entry(
                    step.id(),
                    step.kind().name().toLowerCase(Locale.ROOT),
                    step.differences().stream()
                            .map(one -> new Difference(one.field(), one.from(), one.to()))
                            .toList(),
                    step.warnings());
        }
    }

    /** A field that is not as it was. */
    @Schema(name = "ScheduleDifference")
    record Difference(
            @JsonProperty("field") @Schema(example = "trigger")
            String field,

            @JsonProperty("from")
            @Schema(
                    description = "as it was; a secret is masked",
                    types = {"object", "array", "string", "number", "boolean", "null"})
            @Nullable
            Object from,

            @JsonProperty("to")
            @Schema(
                    description = "as it will be; a secret is masked",
                    types = {"object", "array", "string", "number", "boolean", "null"})
            @Nullable
            Object to) {}
}
