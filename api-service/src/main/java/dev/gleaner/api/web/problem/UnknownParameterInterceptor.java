package dev.gleaner.api.web.problem;

import dev.gleaner.spelling.Spelling;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses parameters that an operation does not know: one that is misspelled would be taken for one that is left out, and the
 * answer for what was asked. What an operation knows are its {@link RequestParam}s, and those that its document names.
 */
@Component
class UnknownParameterInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    private static final String OURS = "dev.gleaner.api.";

    /** The page is asked for by links of all kinds. */
    private static final String PAGE = "dev.gleaner.api.dashboard";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && isOurs(method)) {
            Set<String> known = known(method);
            for (String name : new TreeSet<>(request.getParameterMap().keySet())) {
                if (!known.contains(name)) {
                    throw new Problem(HttpStatus.UNPROCESSABLE_CONTENT, complaint(name, known));
                }
            }
        }
        return true;
    }

    private static String complaint(String name, Set<String> known) {
        // It is told back, so it must be short.
        String shown = name.length() <= 50 ? name : name.substring(0, 50) + "...";
        return known.isEmpty()
                ? "Parameter %s is unknown; none is known here".formatted(shown)
                : "Parameter %s is unknown%s".formatted(shown, Spelling.hint(name, known));
    }

    private static boolean isOurs(HandlerMethod method) {
        String room = method.getBeanType().getPackageName() + ".";
        return room.startsWith(OURS) && !room.startsWith(PAGE) && method.getBeanType() != ProblemErrorController.class;
    }

    private static Set<String> known(HandlerMethod method) {
        Stream<String> taken = Arrays.stream(method.getMethodParameters())
                .map(parameter -> parameter.getParameterAnnotation(RequestParam.class))
                .filter(Objects::nonNull)
                .map(named -> named.name().isEmpty() ? named.value() : named.name());
        Stream<String> documented =
                AnnotatedElementUtils.getMergedRepeatableAnnotations(method.getMethod(), Parameter.class).stream()
                        .filter(parameter -> parameter.in() == ParameterIn.QUERY)
                        .map(Parameter::name);
        return Stream.concat(taken, documented).collect(Collectors.toCollection(TreeSet::new));
    }
}
