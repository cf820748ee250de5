package org.lungburden.api.bundles;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.lungburden.api.results.DownloadSlots;
import org.lungburden.api.share.OwnerSlots.Slot;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Sends what is made while the client reads. A fault on the way cuts the connection, before the end that HTTP asks for:
 * no client takes what came for all. An exception that is thrown after the first byte has this effect.
 */
class Streams {
    private final DownloadSlots slots;

    Streams(DownloadSlots slots) {
        this.slots = slots;
    }

    /** @param owner whose slot the download takes */
    record Head(String owner, String mediaType, String fileName) {}

    /** Closes the stream on no account, since that would end the answer like a complete one. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** @param before runs before the first byte, and not when a client asks for the head alone */
    record Body(Runnable before, Writing writing) {}

    /** Makes a body. Refusals come from here, before the first byte. */
    @FunctionalInterface
    interface Opening {
        Body open();
    }

    void send(Head head, Opening opening, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Slot slot = slots.takeBundle(head.owner())) {
            Body body = opening.open();
            boolean whole = !HttpMethod.HEAD.matches(request.getMethod());
            if (whole) {
                body.before().run();
            }
            response.setContentType(head.mediaType());
            response.setHeader(
                    HttpHeaders.CACHE_CONTROL,
                    CacheControl.noStore().cachePrivate().getHeaderValue());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(head.fileName())
                            .build()
                            .toString());
            if (whole) {
                // the head goes first, so that a fault from here on cannot become an answer of its own
                response.flushBuffer();
                body.writing().to(response.getOutputStream());
            }
        }
    }
}
