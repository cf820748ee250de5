package org.lungburden.api.upload;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.lungburden.error.Causes;
import org.lungburden.error.CodedException;
import org.lungburden.error.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON object of a few bytes. It takes a slot of the caller's uploads, since a slow body holds a thread too. */
class SmallJson {
    static final int MOST_BYTES = 8192;
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final UploadSlots slots;
    private final JsonMapper json;

    SmallJson(UploadSlots slots, JsonMapper json) {
        this.slots = slots;
        this.json = json;
    }

    /**
     * @param shape what the body must be, for the sentence of a refusal
     * @throws CodedException {@code INVALID_REQUEST} or {@code REQUEST_TIMEOUT}, or as the slots of uploads
     */
    JsonNode object(HttpServletRequest request, String owner, String shape) {
        byte[] body = slots.within(owner, () -> read(request));
        try {
            JsonNode tree = json.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException noJson) {
            // the sentence below tells what to send; that of the parser would repeat the body
        }
        throw new CodedException(ErrorCode.INVALID_REQUEST, "The body must be the JSON object " + shape + ".");
    }

    private static byte[] read(HttpServletRequest request) {
        long begun = System.nanoTime();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[MOST_BYTES];
        try {
            InputStream in = request.getInputStream();
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                read.write(part, 0, count);
                if (read.size() > MOST_BYTES) {
                    throw new CodedException(
                            ErrorCode.INVALID_REQUEST, "The body is longer than " + MOST_BYTES + " bytes.");
                }
                if (System.nanoTime() - begun > LONGEST.toNanos()) {
                    throw new CodedException(ErrorCode.REQUEST_TIMEOUT);
                }
            }
            return read.toByteArray();
        } catch (IOException e) {
            throw Causes.include(e, SocketTimeoutException.class)
                    ? new CodedException(ErrorCode.REQUEST_TIMEOUT, ErrorCode.REQUEST_TIMEOUT.sentence(), e)
                    : new CodedException(
                            ErrorCode.INVALID_REQUEST, "The body ended early or is not well-formed. Send it again.", e);
        }
    }
}
