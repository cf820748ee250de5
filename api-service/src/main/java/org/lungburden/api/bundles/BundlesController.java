package org.lungburden.api.bundles;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.lungburden.api.batches.BatchNames;
import org.lungburden.api.owner.OwnerResolver;
import org.lungburden.api.problem.Problem;
import org.lungburden.api.problem.ProblemAnswers;
import org.lungburden.api.results.NoResultException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The table and the statistics of a batch, and zips of the files of a batch or of a job. */
@RestController
class BundlesController {
    private static final String CSV = "text/csv";
    private static final String ZIP = "application/zip";

    private final BatchTable table;
    private final ZipDownloads zips;
    private final BatchStatistics statistics;
    private final Streams streams;
    private final OwnerResolver owners;

    BundlesController(
            BatchTable table, BatchStatistics statistics, ZipDownloads zips, Streams streams, OwnerResolver owners) {
        this.table = table;
        this.statistics = statistics;
        this.zips = zips;
        this.streams = streams;
        this.owners = owners;
    }

    @GetMapping("/v1/batches/{batch}/measurements.csv")
    void measurements(@PathVariable String batch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String owner = owners.ownerOf(request);
        String name = BatchNames.of(batch);
        Streams.Head head = new Streams.Head(owner, CSV + ";charset=UTF-8", fileName(name, "measurements.csv"));
        streams.send(head, () -> table.open(owner, name), request, response);
    }

    @GetMapping(path = "/v1/batches/{batch}/statistics", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StatisticsView> statistics(@PathVariable String batch, HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore().cachePrivate())
                .body(statistics.of(owners.ownerOf(request), BatchNames.of(batch)));
    }

    @GetMapping("/v1/batches/{batch}/files.zip")
    void files(
            @PathVariable String batch,
            @RequestParam(required = false) @Nullable String names,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String owner = owners.ownerOf(request);
        String name = BatchNames.of(batch);
        Selection selection = Selection.of(names);
        Streams.Head head = new Streams.Head(owner, ZIP, fileName(name, "files.zip"));
        streams.send(head, () -> zips.ofBatch(owner, name, selection), request, response);
    }

    @GetMapping("/v1/jobs/{id}/files.zip")
    void filesOfJob(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String names,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String owner = owners.ownerOf(request);
        Selection selection = Selection.of(names);
        Streams.Head head = new Streams.Head(owner, ZIP, fileName(id, "files.zip"));
        streams.send(head, () -> zips.ofJob(owner, id, selection), request, response);
    }

    private static String fileName(String of, String what) {
        String safe = SafeNames.ascii(of);
        return safe.isEmpty() ? what : safe + "-" + what;
    }

    @ExceptionHandler
    ResponseEntity<Problem> noResult(NoResultException failure, HttpServletRequest request) {
        return ProblemAnswers.of(HttpStatus.CONFLICT.value(), failure.error(), request);
    }
}
