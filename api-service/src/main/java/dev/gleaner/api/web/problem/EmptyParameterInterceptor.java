package dev.gleaner.api.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses a number or a switch that is given without a value; it would be taken for one that is left out. */
@Component
class EmptyParameterInterceptor implements HandlerInterceptor, WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            for (MethodParameter parameter : method.getMethodParameters()) {
                RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
                if (named != null && isNumberOrSwitch(parameter.getParameterType())) {
                    String name = named.name().isEmpty() ? named.value() : named.name();
                    if ("".equals(request.getParameter(name))) {
                        throw new Problem(
                                HttpStatus.UNPROCESSABLE_CONTENT, "Parameter %s has no value".formatted(name));
                    }
                }
            }
        }
        return true;
    }

    private static boolean isNumberOrSwitch(Class<?> type) {
        return type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class;
    }
}
