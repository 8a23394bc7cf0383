package dev.gleaner.health;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /health}: 200 when every store answers, else 503 that names the one which does not. */
@RestController
@Tag(name = "Operations")
class HealthController {
    private static final Logger log = LoggerFactory.getLogger(HealthController.class);
    private static final long LIMIT_MILLIS = 2_000;

    private final List<StoreProbe> probes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(List<StoreProbe> probes) {
        this.probes = probes;
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
    @ApiResponse(responseCode = "200", description = "All answer")
    @ApiResponse(
            responseCode = "503",
            description = "A store does not answer; its name is DOWN",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    ResponseEntity<HealthAnswer> health() throws InterruptedException {
        Map<String, Future<?>> asked = new LinkedHashMap<>();
        probes.forEach(store -> asked.put(store.name(), threads.submit(store.probe())));
        Map<String, String> stores = new LinkedHashMap<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        for (Map.Entry<String, Future<?>> one : asked.entrySet()) {
            stores.put(one.getKey(), state(one.getKey(), one.getValue(), until));
        }
        HealthAnswer answer = HealthAnswer.of(stores);
        return ResponseEntity.status(answer.well() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(answer);
    }

    /** The same, under the name that orchestrators look for. */
    @GetMapping({"/health/ready", "/health/ready/"})
    @Operation(operationId = "getReadiness", summary = "Whether requests can be served now")
    @ApiResponse(responseCode = "200", description = "All stores answer")
    @ApiResponse(
            responseCode = "503",
            description = "A store does not answer; its name is DOWN",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    ResponseEntity<HealthAnswer> ready() throws InterruptedException {
        return health();
    }

    private static String state(String name, Future<?> answer, long until) throws InterruptedException {
        try {
            answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            return HealthAnswer.UP;
        } catch (ExecutionException | TimeoutException fault) {
            answer.cancel(true);
            log.debug("{} does not answer", name, fault);
            return HealthAnswer.DOWN;
        }
    }
}
