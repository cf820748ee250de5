package org.lungburden.standalone.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lungburden.artifact.KnownFile;
import org.lungburden.standalone.exit.CommandFailedException;
import tools.jackson.databind.JsonNode;

/** The accepted corrections of a service, and the scan and labels of each. */
public final class Corrections {
    private static final Duration POLL = Duration.ofMillis(500);

    private final ServiceCalls calls;
    private final Duration patience;

    Corrections(ServiceCalls calls, Duration patience) {
        this.calls = calls;
        this.patience = patience;
    }

    /** A job whose result follows a corrected revision. */
    public record Accepted(String job, int revision) {}

    /** @param complete false when the service has more than it tells of */
    public record Found(List<Accepted> items, boolean complete) {}

    /** @param batch null for all */
    public Found accepted(@Nullable String batch) throws IOException, InterruptedException {
        String query = batch == null ? "" : "?batch=" + encoded(batch);
        JsonNode told = calls.read(calls.get("/v1/agreement" + query));
        List<Accepted> items = new ArrayList<>();
        told.path("studies").forEach(study -> {
            if (study.path("accepted").asBoolean(false)) {
                items.add(new Accepted(
                        study.path("job").asString(), study.path("revision").asInt()));
            }
        });
        return new Found(items, told.path("complete").asBoolean(true));
    }

    /** The patient's pseudonym; empty where the client gave none. */
    public String subject(String job) throws IOException, InterruptedException {
        return calls.read(calls.get(path(job))).path("subject").asString("");
    }

    /** Writes the labels of the accepted revision. */
    public void labels(Accepted correction, Path file) throws IOException, InterruptedException {
        String revision = path(correction.job()) + "/revisions/" + correction.revision();
        JsonNode labels = listed(revision, KnownFile.LABELS)
                .orElseThrow(() -> CommandFailedException.badInput("the revision has no labels.nii.gz"));
        fetch(revision, labels, file);
    }

    /** Writes the scan in HU, which the service makes first where the job has none. */
    public void image(Accepted correction, Path file) throws IOException, InterruptedException {
        String automatic = path(correction.job()) + "/revisions/0";
        Optional<JsonNode> image = listed(automatic, KnownFile.IMAGE);
        if (image.isEmpty()) {
            calls.send(calls.request(path(correction.job()) + "/image")
                    .POST(BodyPublishers.noBody())
                    .build());
        }
        long end = System.nanoTime() + patience.toNanos();
        while (image.isEmpty()) {
            if (System.nanoTime() > end) {
                throw CommandFailedException.failed("no worker made image.nii.gz within " + patience.toMinutes()
                        + " min; run the command again when the service has workers");
            }
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            image = listed(automatic, KnownFile.IMAGE);
        }
        fetch(automatic, image.get(), file);
    }

    private Optional<JsonNode> listed(String revision, KnownFile wanted) throws IOException, InterruptedException {
        return calls.read(calls.get(revision + "/artifacts"))
                .path("items")
                .valueStream()
                .filter(file -> file.path("name").asString("").equals(wanted.fileName()))
                .findFirst();
    }

    /** Nobody finds a part of a file under its name. */
    private void fetch(String revision, JsonNode listed, Path file) throws IOException, InterruptedException {
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
        MessageDigest digest = sha256();
        String from = revision + "/artifacts/" + encoded(listed.path("name").asString());
        try (InputStream body = new DigestInputStream(calls.open(from), digest)) {
            Files.copy(body, partial, StandardCopyOption.REPLACE_EXISTING);
            if (!HexFormat.of()
                    .formatHex(digest.digest())
                    .equals(listed.path("sha256").asString(""))) {
                throw CommandFailedException.failed("UNAVAILABLE: " + file.getFileName() + " arrived damaged");
            }
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String path(String job) {
        return "/v1/jobs/" + encoded(job);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
