package dev.gleaner.api.web.problem;

import dev.gleaner.id.Ids;
import dev.gleaner.store.StoreAwayException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns errors into problem documents. What only the operator should know goes to the log, under an incident id. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAnswers extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAnswers.class);

    /** Written out, although it is what a missing type means: a client may rely on the field. */
    private static final URI BLANK = URI.create("about:blank");

    @ExceptionHandler(Problem.class)
    ResponseEntity<Object> problem(Problem problem) {
        ProblemDetail body =
                ProblemDetail.forStatusAndDetail(problem.status(), Objects.requireNonNull(problem.getMessage()));
        problem.facts().forEach(body::setProperty);
        return answer(problem.status(), body, problem.retryAfter().orElse(null));
    }

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> unexpected(Exception fault, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (DisconnectedClientHelper.isClientDisconnectedException(fault)) {
            log.debug("The client of {} is gone", request.getRequestURI(), fault);
            return null;
        }
        if (response.isCommitted()) {
            // Half an answer is out. Thrown on, the container cuts the connection, and nobody takes the half for whole.
            throw fault;
        }
        response.reset(); // what was written so far is no part of the problem
        Optional<StoreAwayException> away = StoreOutages.in(fault);
        if (away.isPresent()) {
            return problem(Problem.storeAway(away.get()));
        }
        String incident = Ids.token();
        log.error("Incident {}", incident, fault);
        ProblemDetail body = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side; the log has the details");
        body.setProperty("incident", incident);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, body, null);
    }

    /** A parameter in the path or query that is none. */
    @ExceptionHandler(MethodArgumentTypeMismatchException.class)
    ResponseEntity<Object> mismatch(MethodArgumentTypeMismatchException mismatch) {
        Class<?> type = mismatch.getRequiredType();
        String wanted = type == int.class || type == Integer.class ? "a whole number" : "valid";
        return problem(new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT, "Parameter %s must be %s".formatted(mismatch.getName(), wanted)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return problem(new Problem(
                HttpStatus.UNPROCESSABLE_CONTENT, "Parameter %s is missing".formatted(missing.getParameterName())));
    }

    /** A query that the container cannot take apart. */
    @ExceptionHandler(InvalidParameterException.class)
    ResponseEntity<Object> unreadableQuery(InvalidParameterException broken) {
        logger.debug("A query could not be read", broken);
        return problem(new Problem(HttpStatus.BAD_REQUEST, "The query of the address cannot be read"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception fault, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        ProblemDetail told = fault instanceof ErrorResponse known
                ? known.updateAndGetBody(getMessageSource(), LocaleContextHolder.getLocale())
                : ProblemDetail.forStatus(status);
        if (fault instanceof NoResourceFoundException) {
            // The usual text speaks of static resources, which is nothing to a client.
            told.setDetail("There is nothing at this address");
        } else if (told.getDetail() == null) {
            told.setDetail("The request could not be answered");
        }
        told.setType(BLANK);
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(told);
    }

    private static ResponseEntity<Object> answer(HttpStatus status, ProblemDetail body, @Nullable Duration retryAfter) {
        body.setType(BLANK);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (retryAfter != null) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        return answer.body(body);
    }
}
