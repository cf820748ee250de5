package org.lungburden.api.subjects;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.batches.BatchNames;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.error.ErrorCode;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/subjects}, and the timeline of a subject as JSON and as a table. */
@RestController
class SubjectsController {
    private static final CacheControl PRIVATE = CacheControl.noStore().cachePrivate();

    private final FindSubjects subjects;
    private final OwnerResolver owners;

    SubjectsController(FindSubjects subjects, OwnerResolver owners) {
        this.subjects = subjects;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/subjects", produces = MediaType.APPLICATION_JSON_VALUE)
    SubjectsView list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        return SubjectsView.of(subjects.page(owners.ownerOf(request), cursor, limit), request.getContextPath());
    }

    @GetMapping(path = "/v1/subjects/{subject}/timeline", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TimelineView> timeline(@PathVariable String subject, HttpServletRequest request) {
        return ResponseEntity.ok().cacheControl(PRIVATE).body(view(subject, request));
    }

    /** At most {@link FindSubjects#MOST_SCANS} rows, so that the whole table is made before the first byte goes. */
    @GetMapping("/v1/subjects/{subject}/timeline.csv")
    void table(@PathVariable String subject, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] table = TimelineTable.of(view(subject, request)).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, PRIVATE.getHeaderValue());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"timeline.csv\"");
        response.setContentLength(table.length);
        response.getOutputStream().write(table);
    }

    private TimelineView view(String segment, HttpServletRequest request) {
        String subject = BatchNames.of(segment, ErrorCode.SUBJECT_NOT_FOUND);
        return TimelineView.of(subject, subjects.timeline(owners.ownerOf(request), subject), request.getContextPath());
    }
}
