package dev.gleaner.api.health;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How this process is; the stores are left out where they were not asked. */
@Schema(name = "Health")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthAnswer(
        @JsonProperty("status") @Schema(allowableValues = {"UP", "DOWN"})
        String status,

        @JsonProperty("mongo") @Schema(allowableValues = {"UP", "DOWN"}) @Nullable
        String mongo,

        @JsonProperty("redis") @Schema(allowableValues = {"UP", "DOWN"}) @Nullable
        String redis,

        @JsonProperty("problems")
        @Schema(
                description =
                        "By the name of a store that is DOWN, what is the matter with it; missing when all are UP",
                example = "{\"redis\": \"it is full (maxmemory), and takes no writes\"}")
        @Nullable
        Map<String, String> problems,

        @JsonProperty("warnings")
        @Schema(
                description =
                        "By the name of a store that is UP, what will soon be the matter with it; missing for none",
                example =
                        "{\"redis\": \"it uses 410.0 of 512.0 MB (maxmemory), and takes no writes when they are full\"}")
        @Nullable
        Map<String, String> warnings,

        @JsonProperty("read_only")
        @Schema(description = "Whether it takes no request that changes something; missing if not")
        @Nullable
        Boolean readOnly) {
    static final String UP = "UP";
    static final String DOWN = "DOWN";

    static HealthAnswer alive() {
        return new HealthAnswer(UP, null, null, null, null, null);
    }

    /**
     * @param problems by the name of a store; those without are well
     * @param warnings by the name of a store
     */
    static HealthAnswer of(Map<String, String> problems, Map<String, String> warnings, boolean readOnly) {
        return new HealthAnswer(
                problems.isEmpty() ? UP : DOWN,
                state("mongo", problems),
                state("redis", problems),
                problems.isEmpty() ? null : problems,
                warnings.isEmpty() ? null : warnings,
                readOnly ? true : null);
    }

    private static String state(String store, Map<String, String> problems) {
        return problems.containsKey(store) ? DOWN : UP;
    }

    @JsonIgnore
    boolean well() {
        return status.equals(UP);
    }
}
