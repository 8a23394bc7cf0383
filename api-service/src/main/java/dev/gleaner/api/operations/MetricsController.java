package dev.gleaner.api.operations;

import dev.gleaner.metric.Metrics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /metrics}. */
@RestController
@Tag(name = "Operations")
class MetricsController {
    private final Metrics metrics;

    MetricsController(Metrics metrics) {
        this.metrics = metrics;
    }

    @GetMapping(
            path = {"/metrics", "/metrics/"},
            produces = Metrics.TYPE)
    @Operation(
            operationId = "getMetrics",
            summary = "The numbers of this process and of the queue for Prometheus",
            description = "docs/operations.md has all their names.")
    @ApiResponse(
            responseCode = "200",
            description = "In the text format of Prometheus",
            content = @Content(mediaType = "text/plain", schema = @Schema(implementation = String.class)))
    String metrics() {
        return metrics.text();
    }
}
