package org.lungburden.api.contract;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lungburden.api.testing.ApiServer;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The calls under {@code /v1} that the running service offers, as Spring has mapped them. */
final class RunningOperations {
    private final RequestMappingHandlerMapping mapping;

    RunningOperations(ApiServer server) {
        this.mapping = server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    Map<String, Operation> all() {
        Map<String, Operation> all = new TreeMap<>();
        mapping.getHandlerMethods()
                .forEach((info, method) -> names(info).forEach(name -> all.put(name, of(info, method))));
        return all;
    }

    private static Stream<String> names(RequestMappingInfo info) {
        return info.getPatternValues().stream()
                .filter(path -> path.startsWith("/v1/"))
                .flatMap(
                        path -> info.getMethodsCondition().getMethods().stream().map(method -> method + " " + path));
    }

    private static Operation of(RequestMappingInfo info, HandlerMethod method) {
        Set<String> parameters = Arrays.stream(method.getMethod().getParameters())
                // a map takes what no contract can name
                .filter(parameter -> !Map.class.isAssignableFrom(parameter.getType()))
                .flatMap(RunningOperations::told)
                .filter(parameter -> !parameter.equals(Operation.IF_NONE_MATCH))
                .collect(Collectors.toCollection(TreeSet::new));
        return new Operation(
                parameters, types(info.getConsumesCondition().getConsumableMediaTypes()), answers(info, method));
    }

    private static Stream<String> told(Parameter parameter) {
        Stream<String> path =
                told(parameter, PathVariable.class, each -> "path " + name(parameter, each.name()) + " required");
        Stream<String> query = told(
                parameter,
                RequestParam.class,
                each -> Operation.parameter("query", name(parameter, each.name()), each.required()));
        Stream<String> header = told(
                parameter, RequestHeader.class, each -> Operation.parameter("header", each.name(), each.required()));
        return Stream.of(path, query, header).flatMap(Function.identity());
    }

    private static <T extends java.lang.annotation.Annotation> Stream<String> told(
            Parameter parameter, Class<T> kind, Function<T, String> text) {
        return Arrays.stream(parameter.getAnnotationsByType(kind)).map(text);
    }

    private static String name(Parameter parameter, String told) {
        return told.isEmpty() ? parameter.getName() : told;
    }

    /** What is written whatever {@code Accept} says, by the end of the path; else it is events. */
    private static String written(RequestMappingInfo info) {
        for (String path : info.getPatternValues()) {
            if (path.endsWith(".zip")) {
                return "application/zip";
            }
            if (path.endsWith(".csv")) {
                return "text/csv";
            }
        }
        return MediaType.TEXT_EVENT_STREAM_VALUE;
    }

    /** JSON where nothing else is named; who answers nothing writes by itself, who takes the response a file. */
    private static Set<String> answers(RequestMappingInfo info, HandlerMethod method) {
        Set<String> named = types(info.getProducesCondition().getProducibleMediaTypes());
        if (!named.isEmpty()) {
            return named;
        }
        if (method.getMethod().getReturnType() == void.class) {
            return Set.of(written(info));
        }
        String type = method.getMethod().getGenericReturnType().getTypeName();
        if (Arrays.asList(method.getMethod().getParameterTypes()).contains(HttpServletResponse.class)) {
            return Operation.FILE;
        }
        return type.contains(Void.class.getName()) ? Set.of() : Set.of(MediaType.APPLICATION_JSON_VALUE);
    }

    private static Set<String> types(Set<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
