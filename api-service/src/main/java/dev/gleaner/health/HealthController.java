package dev.gleaner.health;

import io.swagger.v3.oas.annotations.Operation;
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
    private static final String UP = "UP";
    private static final String DOWN = "DOWN";

    private final List<StoreProbe> probes;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthController(List<StoreProbe> probes) {
        this.probes = probes;
    }

    @GetMapping({"/health", "/health/"})
    @Operation(summary = "Whether this process and its stores are well")
    ResponseEntity<Map<String, String>> health() throws InterruptedException {
        Map<String, Future<?>> asked = new LinkedHashMap<>();
        probes.forEach(store -> asked.put(store.name(), threads.submit(store.probe())));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("status", UP);
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIMIT_MILLIS);
        for (Map.Entry<String, Future<?>> one : asked.entrySet()) {
            String state = state(one.getKey(), one.getValue(), until);
            answer.put(one.getKey(), state);
            if (state.equals(DOWN)) {
                answer.put("status", DOWN);
            }
        }
        boolean well = UP.equals(answer.get("status"));
        return ResponseEntity.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(answer);
    }

    private static String state(String name, Future<?> answer, long until) throws InterruptedException {
        try {
            answer.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            return UP;
        } catch (ExecutionException | TimeoutException fault) {
            answer.cancel(true);
            log.debug("{} does not answer", name, fault);
            return DOWN;
        }
    }
}
