package dev.gleaner.health;

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
        String redis) {
    static final String UP = "UP";
    static final String DOWN = "DOWN";

    static HealthAnswer alive() {
        return new HealthAnswer(UP, null, null);
    }

    static HealthAnswer of(Map<String, String> stores) {
        return new HealthAnswer(stores.containsValue(DOWN) ? DOWN : UP, stores.get("mongo"), stores.get("redis"));
    }

    @JsonIgnore
    boolean well() {
        return status.equals(UP);
    }
}
