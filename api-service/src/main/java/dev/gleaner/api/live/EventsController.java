package dev.gleaner.api.live;

import dev.gleaner.api.web.problem.Problem;
import dev.gleaner.job.Jobs;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Events of a job, or of all, as a stream. Not in the API's document: a stream has no end that a generated client could
 * await.
 */
@RestController
@Hidden
class EventsController {
    private static final Duration FULL = Duration.ofSeconds(5);

    private final Jobs jobs;
    private final EventStreams streams;
    private final AllEvents all;

    EventsController(Jobs jobs, EventStreams streams, AllEvents all) {
        this.jobs = jobs;
        this.streams = streams;
        this.all = all;
    }

    @GetMapping(path = "/jobs/{jobId}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable("jobId") String jobId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(name = "since", required = false) @Nullable String since) {
        refuseIfFull();
        // What a browser repeats by itself is newer than what stands in its address.
        String from = last == null || last.isEmpty() ? since : last;
        return streams.open(jobId, EventReader.of(jobs, jobId, from));
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter all(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            @RequestParam(name = "since", required = false) @Nullable String since) {
        refuseIfFull();
        String from = last == null || last.isEmpty() ? since : last;
        return all.open(from == null || from.isEmpty() ? null : AllEvents.told(from));
    }

    private void refuseIfFull() {
        if (all.isFull()) {
            throw new Problem(HttpStatus.SERVICE_UNAVAILABLE, "This process has as many readers of events as it takes")
                    .retryAfter(FULL);
        }
    }
}
