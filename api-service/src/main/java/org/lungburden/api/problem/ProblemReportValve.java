package org.lungburden.api.problem;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.lungburden.error.ErrorCode;

/**
 * Answers what Tomcat refuses before any servlet sees it, such as a malformed request line, with a problem in place of
 * its own HTML page. Tomcat makes the instance itself, by name.
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
            response.setHeader(RequestIds.HEADER, RequestIds.of(request));
            response.setContentType(Problem.MEDIA_TYPE);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write(json(status, code, RequestIds.of(request)));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone; nobody is left to be told.
            return;
        }
    }

    /** The request may be unreadable here, so the problem names no instance; nothing in the text needs escaping. */
    private static String json(int status, ErrorCode code, String requestId) {
        String sentence = code.sentence();
        return """
                {"type":"%s","title":"%s","status":%d,"detail":"%s","code":"%s","requestId":"%s"}""".formatted(Problem.type(code), sentence, status, sentence, code, requestId);
    }
}
