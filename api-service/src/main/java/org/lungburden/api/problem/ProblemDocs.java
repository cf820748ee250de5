package org.lungburden.api.problem;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/** Adds the problem answers of {@link Problems} to the generated contract. */
class ProblemDocs implements OperationCustomizer {
    private static final Set<ErrorCode> ANYWHERE =
            EnumSet.of(ErrorCode.INVALID_REQUEST, ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL);

    /** Codes that a failed job shares with answers of their own. */
    private static final Set<ErrorCode> ALSO_OF_JOBS =
            EnumSet.of(ErrorCode.ARCHIVE_TOO_LARGE, ErrorCode.UPLOAD_GONE, ErrorCode.INTERNAL);

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        byStatus(method.getMethodAnnotation(Problems.class))
                .forEach((status, codes) ->
                        operation.getResponses().addApiResponse(status.toString(), answer(status, codes)));
        return operation;
    }

    private static Map<Integer, Set<ErrorCode>> byStatus(@Nullable Problems problems) {
        Map<Integer, Set<ErrorCode>> all = new TreeMap<>();
        ANYWHERE.forEach(code -> add(all, code.httpStatus(), code));
        if (problems != null) {
            Arrays.stream(problems.value()).forEach(code -> add(all, code.httpStatus(), code));
            if (problems.failedJobs()) {
                Arrays.stream(ErrorCode.values())
                        .filter(code -> code.httpStatus() == 0 || ALSO_OF_JOBS.contains(code))
                        .forEach(code -> add(all, 409, code));
            }
        }
        return all;
    }

    private static void add(Map<Integer, Set<ErrorCode>> all, int status, ErrorCode code) {
        all.computeIfAbsent(status, any -> EnumSet.noneOf(ErrorCode.class)).add(code);
    }

    private static ApiResponse answer(int status, Set<ErrorCode> codes) {
        String text =
                codes.stream().map(code -> "`" + code + "`: " + code.sentence()).collect(Collectors.joining("\n\n"));
        Schema<?> schema = new Schema<>().$ref("#/components/schemas/Problem");
        ApiResponse answer = new ApiResponse()
                .description(text)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(schema)));
        answer.addExtension("x-codes", codes.stream().map(ErrorCode::name).toList());
        if (status == 503) {
            answer.addHeaderObject(
                    "Retry-After", new Header().description("Seconds to wait.").schema(new IntegerSchema()));
        }
        if (status == 416) {
            answer.addHeaderObject(
                    "Content-Range",
                    new Header().description("The file's size.").schema(new StringSchema()));
        }
        return answer;
    }
}
