package dev.gleaner.api.schedules.web;

import dev.gleaner.api.schedules.Schedule;
import dev.gleaner.api.web.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Under which condition a schedule may be changed (RFC 9110, section 13): the tag of a schedule is its revision.
 *
 * @param match what it must be one of; empty for no condition
 * @param noneMatch whether there must be none
 */
record Preconditions(List<String> match, boolean noneMatch) {
    private static final String ANY = "*";

    static Preconditions of(HttpServletRequest request) {
        List<String> match = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))) {
            for (String tag : line.split(",", -1)) {
                match.add(tag.strip());
            }
        }
        String none = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        return new Preconditions(match, none != null && none.strip().equals(ANY));
    }

    static String tag(Schedule schedule) {
        return "\"%d\"".formatted(schedule.revision());
    }

    boolean isEmpty() {
        return match.isEmpty();
    }

    /**
     * Looks at what there is.
     *
     * @throws Problem if that is not what the condition says
     */
    void require(String id, Optional<Schedule> stored) {
        if (noneMatch && stored.isPresent()) {
            throw new Problem(HttpStatus.PRECONDITION_FAILED, "There is a schedule of this id already")
                    .with("schedule_id", id);
        }
        if (match.isEmpty()) {
            return;
        }
        if (stored.isEmpty()) {
            throw new Problem(HttpStatus.PRECONDITION_FAILED, "There is no such schedule, and If-Match names one")
                    .with("schedule_id", id);
        }
        if (!match.contains(ANY) && !match.contains(tag(stored.get()))) {
            throw ScheduleProblems.stale(id, stored.get().revision());
        }
    }
}
