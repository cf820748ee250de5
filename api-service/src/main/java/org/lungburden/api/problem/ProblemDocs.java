package org.lungburden.api.problem;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lungburden.error.ErrorCode;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Adds the problem answers of {@link Problems} to the generated contract. */
class ProblemDocs implements OperationCustomizer, OpenApiCustomizer {
    private static final List<ErrorCode> ANYWHERE =
            List.of(ErrorCode.INVALID_REQUEST, ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL);

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        Problems problems = method.getMethodAnnotation(Problems.class);
        List<ErrorCode> codes = new ArrayList<>(ANYWHERE);
        if (problems != null) {
            codes.addAll(Arrays.asList(problems.value()));
        }
        Map<Integer, List<ErrorCode>> byStatus = codes.stream()
                .distinct()
                .collect(Collectors.groupingBy(ErrorCode::httpStatus, TreeMap::new, Collectors.toList()));
        byStatus.forEach(
                (status, all) -> operation.getResponses().addApiResponse(status.toString(), answer(status, all)));
        return operation;
    }

    private static ApiResponse answer(int status, List<ErrorCode> codes) {
        String text =
                codes.stream().map(code -> "`" + code + "`: " + code.sentence()).collect(Collectors.joining("\n\n"));
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        ApiResponse answer = new ApiResponse()
                .description(text)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(schema)));
        if (status == 503) {
            answer.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait.").schema(new StringSchema()));
        }
        return answer;
    }

    @Override
    public void customise(OpenAPI api) {
        ModelConverters.getInstance(true)
                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                .referencedSchemas
                .forEach(api.getComponents()::addSchemas);
        api.getComponents()
                .addSchemas(
                        "Problem",
                        ModelConverters.getInstance(true)
                                .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
                                .schema);
    }
}
