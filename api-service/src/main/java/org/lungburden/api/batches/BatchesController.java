package org.lungburden.api.batches;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.jobs.StartTimes;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.job.BatchState;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/batches}, {@code GET /v1/batches/{batch}} and {@code POST /v1/batches/{batch}/cancel}. */
@RestController
class BatchesController {
    private final FindBatches batches;
    private final StartTimes times;
    private final OwnerResolver owners;

    BatchesController(FindBatches batches, StartTimes times, OwnerResolver owners) {
        this.batches = batches;
        this.times = times;
        this.owners = owners;
    }

    @GetMapping(path = "/v1/batches", produces = MediaType.APPLICATION_JSON_VALUE)
    BatchView.Page list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        return BatchView.Page.of(batches.page(owners.ownerOf(request), cursor, limit), request.getContextPath());
    }

    @GetMapping(path = "/v1/batches/{batch}", produces = MediaType.APPLICATION_JSON_VALUE)
    BatchView get(@PathVariable String batch, HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        return view(owner, batches.state(owner, batch), request);
    }

    @PostMapping(path = "/v1/batches/{batch}/cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    BatchView cancel(@PathVariable String batch, HttpServletRequest request) {
        String owner = owners.ownerOf(request);
        return view(owner, batches.cancel(owner, batch), request);
    }

    private BatchView view(String owner, BatchState state, HttpServletRequest request) {
        return BatchView.of(state, times.endOf(owner, state).orElse(null), request.getContextPath());
    }
}
