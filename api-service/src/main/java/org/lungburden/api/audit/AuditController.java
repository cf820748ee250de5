package org.lungburden.api.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.owner.OwnerResolver;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/audit}. */
@RestController
class AuditController {
    private final ReadAudit readAudit;
    private final OwnerResolver owners;

    AuditController(ReadAudit readAudit, OwnerResolver owners) {
        this.readAudit = readAudit;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    AuditPageView list(
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        ReadAudit.Parameters query = new ReadAudit.Parameters(job, actor, from, cursor, limit);
        return AuditPageView.of(readAudit.page(owners.ownerOf(request), query));
    }
}
