package org.lungburden.api.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lungburden.api.problem.ParameterException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses query parameters that a call does not know, because a client would not notice a misspelled name. Also refuses
 * a second value of a parameter or header that takes only one. The handler's signature lists the parameters: a
 * {@link Collection} takes several values, a {@link Map} all other parameters.
 */
class KnownParameters implements HandlerInterceptor {
    private final Map<Method, Names> known = new ConcurrentHashMap<>();

    /**
     * Names of parameters, and whether each takes several values.
     *
     * @param others whether the call takes other query parameters too
     */
    private record Names(Map<String, Boolean> query, Map<String, Boolean> headers, boolean others) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            check(request, known.computeIfAbsent(method.getMethod(), any -> names(method)));
        }
        return true;
    }

    private static void check(HttpServletRequest request, Names names) {
        request.getParameterMap().forEach((name, values) -> {
            Boolean several = names.query().get(name);
            if (several == null && names.others()) {
                return;
            }
            if (several == null) {
                throw new ParameterException(name, "The call has no such query parameter.");
            }
            if (!several && values.length > 1) {
                throw new ParameterException(name, "The request may contain this query parameter only once.");
            }
        });
        names.headers().forEach((name, several) -> {
            if (!several && Collections.list(request.getHeaders(name)).size() > 1) {
                throw new ParameterException(name, "The request may contain this header only once.");
            }
        });
    }

    private static Names names(HandlerMethod method) {
        MethodParameter[] parameters = method.getMethodParameters();
        return new Names(
                named(parameters, RequestParam.class, RequestParam::name),
                named(parameters, RequestHeader.class, RequestHeader::name),
                Arrays.stream(parameters).anyMatch(KnownParameters::others));
    }

    private static boolean others(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(RequestParam.class)
                && Map.class.isAssignableFrom(parameter.getParameterType());
    }

    private static <A extends java.lang.annotation.Annotation> Map<String, Boolean> named(
            MethodParameter[] parameters, Class<A> kind, Function<A, String> name) {
        return Arrays.stream(parameters)
                .filter(parameter -> parameter.hasParameterAnnotation(kind))
                .collect(Collectors.toUnmodifiableMap(
                        parameter -> name(parameter, name.apply(parameter.getParameterAnnotation(kind))),
                        parameter -> Collection.class.isAssignableFrom(parameter.getParameterType())));
    }

    private static String name(MethodParameter parameter, String told) {
        return told.isEmpty() ? parameter.getParameter().getName() : told;
    }
}
