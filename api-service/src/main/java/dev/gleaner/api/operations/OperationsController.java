package dev.gleaner.api.operations;

import dev.gleaner.operations.ConsumerReports;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /stats} and {@code GET /consumers}. */
@RestController
@Tag(name = "Operations")
class OperationsController {
    private final Stats stats;
    private final ConsumerReports consumers;

    OperationsController(Stats stats, ConsumerReports consumers) {
        this.stats = stats;
        this.consumers = consumers;
    }

    @GetMapping({"/stats", "/stats/"})
    @Operation(
            operationId = "getStats",
            summary = "The fleet in numbers",
            description =
                    "As it is now, and minute by minute over the last hour. What a store that is DOWN would have told is "
                            + "missing. Kept for a second.")
    @ApiResponse(responseCode = "200", description = "The numbers")
    StatsAnswer stats() throws InterruptedException {
        return stats.read();
    }

    @GetMapping({"/consumers", "/consumers/"})
    @Operation(
            operationId = "listConsumers",
            summary = "The consumers that live, and what they do now",
            description = "As each of them said with its last beat.")
    @ApiResponse(responseCode = "200", description = "Consumers by name, at most 1,000")
    List<ConsumerAnswer> consumers() {
        return consumers.all().stream().map(ConsumerAnswer::of).toList();
    }
}
