package org.lungburden.api.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * Answers requests that Tomcat refuses before any servlet runs, such as a malformed request line. The answer is a
 * problem in place of Tomcat's own HTML page. Tomcat creates the instance itself, by name.
 */
public class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ErrorCode code = HttpFaults.code(status);
        try {
            SafetyHeaders.set(response::setHeader);
            response.setHeader(RequestIds.HEADER, RequestIds.of(request));
            response.setContentType(Problem.MEDIA_TYPE);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(json(status, code, RequestIds.of(request)));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone, so no answer is possible.
            return;
        }
    }

    /**
     * The request may be unreadable here, so the problem names no instance. No character of the text needs escaping.
     */
    private static String json(int status, ErrorCode code, String requestId) {
        return """
                {"type":"%s","title":"%s","status":%d,"detail":"%s","code":"%s","requestId":"%s"}""".formatted(Problem.type(code.name()), code.title(), status, code.sentence(), code, requestId);
    }
}
