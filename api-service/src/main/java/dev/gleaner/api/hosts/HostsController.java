package dev.gleaner.api.hosts;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.queue.HostStates;
import dev.gleaner.queue.HostStates.HostState;
import dev.gleaner.queue.HostStates.Listing;
import dev.gleaner.queue.HostStates.Standing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /hosts}, {@code GET /hosts/{host}} and {@code POST /hosts/{host}/resume}. */
@RestController
@Tag(name = "Hosts")
class HostsController {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final HostStates hosts;
    private final HostControl control;

    HostsController(HostStates hosts, HostControl control) {
        this.hosts = hosts;
        this.control = control;
    }

    @GetMapping({"/hosts", "/hosts/"})
    @Operation(
            operationId = "listHosts",
            summary = "How hosts stand in the queue",
            description =
                    "The paused first, those with the longest pause before others; then the slowed, then those of "
                            + "which something waits or runs.")
    @ApiResponse(responseCode = "200", description = "The first of them")
    HostsAnswer list(
            @RequestParam(name = "state", required = false)
                    @Parameter(
                            description = "only those that stand so",
                            schema = @Schema(implementation = Standing.class))
                    @Nullable
                    String state,
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    Integer limit) {
        Listing listing = hosts.list(wanted(state), checked(limit));
        return new HostsAnswer(control.told(listing.hosts()), listing.total());
    }

    @GetMapping({"/hosts/{host}", "/hosts/{host}/"})
    @Operation(operationId = "readHost", summary = "How one host stands in the queue")
    @ApiResponse(responseCode = "200", description = "The host")
    @ApiResponse(responseCode = "404", description = "Nothing of it waits or runs, and it is neither paused nor slowed")
    HostAnswer read(@PathVariable("host") String host) {
        return control.told(known(host).host());
    }

    @PostMapping({"/hosts/{host}/resume", "/hosts/{host}/resume/"})
    @Operation(
            operationId = "resumeHost",
            summary = "End the pause of a host",
            description =
                    "Of an operator's as well. It may have as many fetches at a time as any other, or as an operator has "
                            + "ordered, and what it answered before is forgotten. A "
                            + "Crawl-delay of its robots.txt stays.")
    @ApiResponse(responseCode = "200", description = "The host as it stands now")
    @ApiResponse(responseCode = "404", description = "Nothing of it waits or runs, and it is neither paused nor slowed")
    HostAnswer resume(@PathVariable("host") String host) {
        HostState known = known(host);
        control.resume(known);
        return control.told(known.host());
    }

    private HostState known(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return hosts.find(name)
                .orElseThrow(() -> new Problem(
                                HttpStatus.NOT_FOUND, "Nothing is known of this host: nothing of it waits or runs")
                        .with("host", name));
    }

    private static @Nullable Standing wanted(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return Arrays.stream(Standing.values())
                .filter(one -> one.name().equals(state.strip().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "state must be one of " + Arrays.toString(Standing.values())));
    }

    private static int checked(@Nullable Integer limit) {
        if (limit == null) {
            return USUAL;
        }
        if (limit < 1 || limit > MOST) {
            throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "limit must be 1 to " + MOST);
        }
        return limit;
    }
}
