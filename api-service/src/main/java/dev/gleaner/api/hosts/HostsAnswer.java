package dev.gleaner.api.hosts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The first of the hosts that were asked for. */
@Schema(name = "Hosts")
record HostsAnswer(
        @JsonProperty("hosts") List<HostAnswer> hosts,

        @JsonProperty("total") @Schema(description = "how many there are, listed or not")
        int total) {}
