import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import okhttp3.Response;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.ApiResponse;
import org.openapitools.client.api.BatchesApi;
import org.openapitools.client.api.JobsApi;
import org.openapitools.client.api.ResultsApi;
import org.openapitools.client.model.Artifact;
import org.openapitools.client.model.Batch;
import org.openapitools.client.model.Job;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.ResultDocument;

/** The main path of a client, through the client that openapi-generator makes: URL STUDY TEXT TARGET FUTURE_URL. */
final class Walk {
    private static final String NAME = "java";

    private final JobsApi jobs;
    private final ResultsApi results;
    private final BatchesApi batches;

    private Walk(String url) {
        ApiClient client = new ApiClient().setBasePath(url);
        jobs = new JobsApi(client);
        results = new ResultsApi(client);
        batches = new BatchesApi(client);
    }

    public static void main(String[] arguments) throws Exception {
        new Walk(arguments[0]).walk(new File(arguments[1]), new File(arguments[2]), Path.of(arguments[3]));
        new Walk(arguments[4]).meet();
        // okhttp keeps threads for a minute
        System.exit(0);
    }

    private void walk(File study, File text, Path target) throws Exception {
        Response many = jobs.followJobsCall(NAME, null, null, null, null).execute();
        Job first = jobs.submitStudy(study, null, null, NAME, null, null, null, null, null, NAME, null, null);
        print("submitted", first.getStatus(), first.getBatch());
        ApiResponse<Job> again = jobs.submitStudyWithHttpInfo(
                study, null, null, NAME, null, null, null, null, null, NAME, null, null);
        print("replayed", header(again, "Idempotency-Replayed"), again.getData().getId().equals(first.getId()));

        // the only worker is still busy with the first job, so that this job waits
        ApiResponse<Job> answer = jobs.submitStudyWithHttpInfo(
                study, null, null, NAME, null, null, null, null, null, null, null, null);
        UUID second = answer.getData().getId();
        Problem stale = refusal(() -> jobs.cancelJob(second, "\"no version\"", null));
        print("refused", stale.getCode(), stale.getStatus());
        print("cancelled", jobs.cancelJob(second, header(answer, "ETag"), null).getStatus());

        Event last = null;
        try (Events events = new Events(jobs.followJobCall(first.getId(), null, null, null).execute())) {
            for (Event event = events.next(); event != null; event = events.next()) {
                last = event;
            }
        }
        print("followed", last.name(), last.job().getStatus());
        try (Events events = new Events(many)) {
            Event event = events.next();
            while (!event.name().equals("finished") || !event.job().getId().equals(first.getId())) {
                event = events.next();
            }
            print("followed among others", event.job().getStatus());
        }
        Job done = jobs.getJob(first.getId(), "30s", null, null);
        print("finished", done.getStatus(), done.getStage(), done.getProgress().intValue());

        ResultDocument result = results.getResult(first.getId(), null, null);
        print("measured", result.getSchemaVersion(), result.getVolumesMl().getLung(), result.getStudy().getContrastEnhanced());
        Artifact labels = results.listArtifacts(first.getId(), null).getItems().stream()
                .filter(file -> file.getName().equals("labels.nii.gz"))
                .findFirst()
                .orElseThrow();
        Path file = results.getArtifact(first.getId(), labels.getName(), null, null, null, null).toPath();
        byte[] content = Files.readAllBytes(file);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        print("downloaded", labels.getName(), content.length == labels.getSizeBytes(), sha256.equals(labels.getSha256()));
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        List<Job> listed = jobs.listJobs(
                        List.of("SUCCEEDED", "CANCELLED"),
                        null, null, null, NAME, null, null, null, null, null, null, null, null)
                .getItems();
        print("listed", listed.stream().map(Job::getStatus).collect(Collectors.joining(" ")));
        Batch batch = batches.getBatch(NAME, null);
        List<String> table = Files.readAllLines(batches.getBatchMeasurements(NAME, null).toPath());
        print("batch", batch.getJobs(), batch.getFinished(), batch.getCounts().get("CANCELLED"), table.size());

        Problem refused = refusal(
                () -> jobs.submitStudy(text, null, null, null, null, null, null, null, null, null, null, "walk"));
        print("refused", refused.getCode(), refused.getStatus(), refused.getRequestId());
        print("retried", jobs.retryJob(second, null, null, null, null).getStatus());
        jobs.deleteJob(second, null, null);
        Problem gone = refusal(() -> jobs.getJob(second, null, null, null));
        print("deleted", gone.getCode(), gone.getStatus());
    }

    /** What a later edition of the service may answer. */
    private void meet() throws ApiException {
        Job job = jobs.getJob(UUID.fromString("0b8f6d5e-6d0c-4f3e-9a55-2f1d6a0c7a11"), null, null, null);
        print("future", job.getStatus(), job.getStage(), job.getError().getCode());
    }

    private static Problem refusal(Call call) throws IOException {
        try {
            call.run();
        } catch (ApiException refused) {
            Problem problem = Problem.fromJson(refused.getResponseBody());
            if (!refused.getResponseHeaders().get("X-Request-Id").equals(List.of(problem.getRequestId()))) {
                throw new IllegalStateException("another request id");
            }
            return problem;
        }
        throw new IllegalStateException("the call was not refused");
    }

    private static String header(ApiResponse<?> answer, String name) {
        return answer.getHeaders().get(name).get(0);
    }

    private static void print(Object... words) {
        System.out.println(java.util.Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }

    @FunctionalInterface
    private interface Call {
        void run() throws ApiException;
    }

    private record Event(String name, Job job) {}

    /** The events of a stream, as they come. */
    private static final class Events implements AutoCloseable {
        private final BufferedReader lines;
        private String name = "";

        Events(Response response) {
            lines = new BufferedReader(response.body().charStream());
        }

        /** @return null at the end */
        Event next() throws IOException {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("data:")) {
                    return new Event(name, Job.fromJson(line.substring(5)));
                }
            }
            return null;
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
