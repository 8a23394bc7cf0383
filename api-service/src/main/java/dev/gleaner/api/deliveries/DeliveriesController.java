package dev.gleaner.api.deliveries;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.gleaner.api.web.paging.Slice;
import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.delivery.Deliveries;
import dev.gleaner.delivery.Delivery;
import dev.gleaner.delivery.Logged;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What a job owes to others, and doing it again. */
@RestController
@Tag(name = "Callbacks")
class DeliveriesController {
    private static final int USUAL = 100;

    private final Jobs jobs;
    private final Deliveries deliveries;
    private final EndpointCare care;
    private final Redelivery redelivery;

    DeliveriesController(Jobs jobs, Deliveries deliveries, EndpointCare care, Redelivery redelivery) {
        this.jobs = jobs;
        this.deliveries = deliveries;
        this.care = care;
        this.redelivery = redelivery;
    }

    @GetMapping({"/jobs/{jobId}/deliveries", "/jobs/{jobId}/deliveries/"})
    @Operation(
            operationId = "listDeliveries",
            summary = "What a job tells others, and how that went",
            description = "Messages to webhooks, commands and files, in the order in which they came to be owed.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            headers =
                    @Header(
                            name = HttpHeaders.LINK,
                            description = "To the next page, rel=next, if there is one",
                            schema = @Schema(type = "string")))
    ResponseEntity<DeliveriesAnswer> list(
            @PathVariable("jobId") String jobId,
            @RequestParam(name = "limit", required = false)
                    @Schema(minimum = "1", maximum = "1000", defaultValue = "100")
                    @Nullable
                    Integer limit,
            @RequestParam(name = "cursor", required = false)
                    @Parameter(
                            description = "next_cursor of the page before",
                            schema = @Schema(type = "string", pattern = "^p[0-9a-z]{1,5}$"))
                    @Nullable
                    String cursor,
            HttpServletRequest request) {
        Slice slice = Slice.of(cursor, limit, USUAL);
        requireJob(jobId);
        int total = deliveries.count(jobId);
        String next = slice.next(total).orElse(null);
        DeliveriesAnswer page =
                new DeliveriesAnswer(jobId, total, told(deliveries.ofJob(jobId, slice.from(), slice.limit())), next);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (next != null) {
            answer.header(HttpHeaders.LINK, Slice.link(request, next));
        }
        return answer.body(page);
    }

    @PostMapping({"/jobs/{jobId}/deliveries/{deliveryId}/redeliver", "/jobs/{jobId}/deliveries/{deliveryId}/redeliver/"
    })
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "redeliver",
            summary = "Do one delivery again",
            description =
                    "Whatever its state, with all attempts before it. A message keeps its webhook-id. An endpoint "
                            + "that is paused, or answered 410 to this job or schedule, is given another chance.")
    @ApiResponse(responseCode = "202", description = "It is queued")
    @ApiResponse(responseCode = "404", description = "There is no such job, or it has no such delivery")
    DeliveryAnswer redeliver(@PathVariable("jobId") String jobId, @PathVariable("deliveryId") String deliveryId) {
        requireJob(jobId);
        return redelivery
                .again(jobId, deliveryId)
                .map(one -> told(List.of(one)).getFirst())
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "Delivery not found")
                        .with("job_id", jobId)
                        .with("delivery_id", deliveryId));
    }

    @PostMapping({"/jobs/{jobId}/deliveries/redeliver", "/jobs/{jobId}/deliveries/redeliver/"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "redeliverFailed", summary = "Do all deliveries of a job again that were given up")
    @ApiResponse(responseCode = "202", description = "They are queued")
    RedeliveredAnswer redeliverFailed(@PathVariable("jobId") String jobId) {
        requireJob(jobId);
        int queued = redelivery.againAllFailed(jobId);
        return new RedeliveredAnswer(jobId, queued, "%d deliveries are queued again.".formatted(queued));
    }

    private void requireJob(String jobId) {
        if (jobs.find(jobId).isEmpty()) {
            throw Problem.unknownJob(jobId);
        }
    }

    private List<DeliveryAnswer> told(List<Logged> logged) {
        Map<String, Standing> standings = care.standings(logged.stream()
                .map(Logged::delivery)
                .map(Delivery::lane)
                .distinct()
                .toList());
        return logged.stream()
                .map(one -> DeliveryAnswer.of(
                        one, standings.getOrDefault(one.delivery().lane(), Standing.WELL)))
                .toList();
    }

    /** A page of deliveries. */
    @Schema(name = "Deliveries")
    record DeliveriesAnswer(
            @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
            String jobId,

            @JsonProperty("total") int total,
            @JsonProperty("deliveries") List<DeliveryAnswer> deliveries,

            @JsonProperty("next_cursor") @Schema(description = "of the next page, if there is one") @Nullable
            String nextCursor) {}

    /** The answer to a redelivery of all that failed. */
    @Schema(name = "Redelivered")
    record RedeliveredAnswer(
            @JsonProperty("job_id") @Schema(example = "job_1f0c3a5b7d9e")
            String jobId,

            @JsonProperty("redelivered") int redelivered,
            @JsonProperty("message") String message) {}
}
