package dev.gleaner.api.web.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers errors that arise where no advice hears of them, instead of a page for browsers. */
@Hidden
@Controller
class ProblemErrorController implements ErrorController {
    @RequestMapping("/error")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return; // half an answer is out; the container cuts the connection
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        Object fault = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Problem problem = Optional.ofNullable(fault)
                .filter(Throwable.class::isInstance)
                .flatMap(thrown -> StoreOutages.in((Throwable) thrown))
                .map(Problem::storeAway)
                .orElseGet(() -> ProblemWriter.ofStatus(
                        code instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND));
        // What may be asked instead belongs to the answer, and is lost when the response is begun anew.
        String allowed = response.getHeader(HttpHeaders.ALLOW);
        ProblemWriter.write(problem, allowed, path instanceof String text ? text : request.getRequestURI(), response);
    }
}
