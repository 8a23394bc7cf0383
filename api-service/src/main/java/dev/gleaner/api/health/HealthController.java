package dev.gleaner.api.health;

import dev.gleaner.store.StoreAwayException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** {@code GET /health}: 200 when every store takes writes, else 503 that says which does not, and why. */
@RestController
@Tag(name = "Operations")
class HealthController {
    private static final Logger log = LoggerFactory.getLogger(HealthController.class);
    private static final long LIMIT_MILLIS = 2_000;

    /** Never what the store said itself. */
    private static final String REFUSES = "it refuses writes";

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
    @ApiResponse(responseCode = "200", description = "All take writes")
    @ApiResponse(
            responseCode = "503",
            description = "A store takes no writes; its name is DOWN, and problems says why",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = HealthAnswer.class)))
    ResponseEntity<HealthAnswer> health() throws InterruptedException {
        Map<StoreProbe, Future<Optional<String>>> asked = new LinkedHashMap<>();
        probes.forEach(store -> asked.put(store, threads.submit(() -> {
            store.ask();
            return store.warning();
        })));
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, String> warnings = new LinkedHashMap<>();
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        for (Map.Entry<StoreProbe, Future<Optional<String>>> one : asked.entrySet()) {
            String name = one.getKey().name();
            try {
                answer(one.getKey(), one.getValue(), until).ifPresent(text -> warnings.put(name, text));
            } catch (UnwellException unwell) {
                problems.put(name, unwell.says);
            }
        }
        HealthAnswer answer = HealthAnswer.of(problems, warnings);
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

    /** A store's warning, if it takes writes. */
    private static Optional<String> answer(StoreProbe store, Future<Optional<String>> answer, long until)
            throws InterruptedException, UnwellException {
        try {
            return answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException refused) {
            log.debug("{} takes no writes", store.name(), refused);
            throw new UnwellException(refused.getCause() instanceof StoreAwayException away ? away.says() : REFUSES);
        } catch (TimeoutException silent) {
            answer.cancel(true);
            log.debug("{} does not answer", store.name(), silent);
            throw new UnwellException(store.silence());
        }
    }

    /** A store takes no writes. */
    private static final class UnwellException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String says;

        UnwellException(String says) {
            super(says);
            this.says = says;
        }
    }
}
