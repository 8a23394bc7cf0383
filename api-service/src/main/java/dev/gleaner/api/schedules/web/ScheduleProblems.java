package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.form.InvalidScheduleException;
import dev.gleaner.api.schedules.transfer.TransferConflictException;
import dev.gleaner.api.web.problem.Problem;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/** What is said when something cannot be done with a schedule. */
final class ScheduleProblems {
    private ScheduleProblems() {}

    static Problem unknown(String id) {
        return new Problem(HttpStatus.NOT_FOUND, "Schedule not found").with("schedule_id", id);
    }

    static Problem stale(String id, long revision) {
        return new Problem(
                        HttpStatus.PRECONDITION_FAILED,
                        "The schedule is of another revision than If-Match names; read it again")
                .with("schedule_id", id)
                .with("revision", revision);
    }

    static Problem taken(String id) {
        return new Problem(
                        HttpStatus.CONFLICT,
                        "There is a schedule of this id already; PUT /schedules/%s replaces it".formatted(id))
                .with("schedule_id", id);
    }

    static Problem invalid(InvalidScheduleException invalid) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, Objects.requireNonNull(invalid.getMessage()))
                .with("errors", invalid.faults())
                .with("error_count", invalid.count());
    }

    static Problem conflict(TransferConflictException conflict) {
        return new Problem(HttpStatus.CONFLICT, Objects.requireNonNull(conflict.getMessage()))
                .with("schedule_ids", conflict.ids());
    }

    static Problem parameter(String detail) {
        return new Problem(HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }
}
