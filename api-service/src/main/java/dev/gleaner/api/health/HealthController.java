package dev.gleaner.api.health;

import dev.gleaner.api.web.guard.GuardSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}: 200 when every store takes writes, else 503 that says which does not, and why. */
@RestController
@Tag(name = "Operations")
class HealthController {
    private final StoreHealth stores;
    private final boolean readOnly;

    HealthController(StoreHealth stores, GuardSettings guard) {
        this.stores = stores;
        this.readOnly = guard.readOnly();
    }

    /** Says only that this process answers; a store that is away is no reason to start it anew. */
    @GetMapping({"/health/live", "/health/live/"})
    @Operation(operationId = "getLiveness", summary = "Whether this process answers")
    @ApiResponse(responseCode = "200", description = "It does")
    HealthAnswer live() {
        return HealthAnswer.alive();
    }

    @GetMapping({"/health", "/health/"})
    @Operation(operationId = "getHealth", summary = "Whether this process and its stores are well")
    @ApiResponse(responseCode = "200", description = "All take writes")
    @ApiResponse(
            responseCode = "503",
            description = "A store takes no writes; its name is DOWN, and problems says why",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    ResponseEntity<HealthAnswer> health() throws InterruptedException {
        StoreHealth.State state = stores.ask();
        HealthAnswer answer = HealthAnswer.of(state.problems(), state.warnings(), readOnly);
        return ResponseEntity.status(answer.well() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(answer);
    }

    /** The same, under the name that orchestrators look for. */
    @GetMapping({"/health/ready", "/health/ready/"})
    @Operation(operationId = "getReadiness", summary = "Whether requests can be served now")
    @ApiResponse(responseCode = "200", description = "All stores take writes")
    @ApiResponse(
            responseCode = "503",
            description = "A store takes no writes; its name is DOWN, and problems says why",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    ResponseEntity<HealthAnswer> ready() throws InterruptedException {
        return health();
    }
}
