package org.lungburden.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.job.JobStatus;
import org.lungburden.job.StudyChoices;
import org.lungburden.standalone.exit.CommandFailedException;

/** Against a server that answers what a test wrote down. */
class ServiceClientTest {
    private record Answer(int status, String body) {}

    private static final StudyChoices CHOICES =
            new StudyChoices("1.2.3", new FileChoice(Set.of(KnownFile.IMAGE, KnownFile.LABELS)));

    private final List<String> asked = new ArrayList<>();

    /** Of the letter x, by sha256sum of coreutils. */
    private static final String X_SHA256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private HttpServer server;
    private ServiceClient client;

    @TempDir
    Path temporary;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Answer answer = answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = client("");
    }

    private ServiceClient client(String prefix) {
        return new ServiceClient(
                ServiceAddress.of("http://127.0.0.1:" + server.getAddress().getPort() + prefix), null);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void followsAJobToItsEnd() throws IOException, InterruptedException {
        answers.add(job("QUEUED", "null"));
        answers.add(job("RUNNING", "null"));
        answers.add(job("SUCCEEDED", "null"));

        assertThat(client.await("1", ServiceClient.WAIT, job -> {}).is(JobStatus.SUCCEEDED))
                .isTrue();
        assertThat(answers).isEmpty();
    }

    @Test
    void aStageAndAStateOfANewerServiceAreNoEnd() throws IOException, InterruptedException {
        answers.add(job("PAUSED", "null"));
        answers.add(new Answer(200, "{\"id\":\"1\",\"status\":\"RUNNING\",\"stage\":\"POLISHING\",\"progress\":0.5}"));
        answers.add(job("SUCCEEDED", "null"));
        List<@Nullable String> stages = new ArrayList<>();
        try (ProgressView view = ProgressView.open()) {
            client.await("1", ServiceClient.WAIT, job -> {
                view.show(job);
                stages.add(job.stage());
            });
        }
        assertThat(stages).containsExactly(null, "POLISHING", null);
    }

    @Test
    void anInputFaultIsTheUsersAndAnyOtherTheServices() {
        answers.add(job("FAILED", "{\"code\":\"NO_CT_IMAGES\",\"detail\":\"None.\"}"));
        assertFails(2, "NO_CT_IMAGES: None.", () -> client.await("1", ServiceClient.WAIT, job -> {}));

        answers.add(job("FAILED", "{\"code\":\"WORKER_LOST\",\"detail\":\"Lost.\"}"));
        assertFails(3, "WORKER_LOST: Lost.", () -> client.await("1", ServiceClient.WAIT, job -> {}));

        answers.add(job("FAILED", """
                {"code":"AMBIGUOUS_SERIES","detail":"Two.","candidates":[
                {"seriesInstanceUid":"1.2.4","slices":60,"thicknessMm":5.0,"reason":"a volume"},
                {"seriesInstanceUid":"1.2.5","slices":60,"reason":"a volume","volume":2},
                {"slices":3,"reason":"too few slices"}]}"""));
        assertFails(
                2,
                String.join(
                        System.lineSeparator(),
                        "AMBIGUOUS_SERIES: Two.",
                        "  --series 1.2.4  (60 slices, 5.0 mm, a volume)",
                        "  --series 1.2.5:2  (60 slices, a volume)",
                        "  without SeriesInstanceUID  (3 slices, too few slices)"),
                () -> client.await("1", ServiceClient.WAIT, job -> {}));

        answers.add(job("CANCELLED", "null"));
        assertFails(
                3, "CANCELLED: the job ended without a result", () -> client.await("1", ServiceClient.WAIT, job -> {}));
    }

    @Test
    void aProblemIsShownByCodeAndDetail() throws IOException {
        Path study = Files.writeString(temporary.resolve("study"), "x");
        answers.add(new Answer(422, "{\"code\":\"NOT_AN_ARCHIVE\",\"detail\":\"Neither.\"}"));
        assertFails(2, "NOT_AN_ARCHIVE: Neither.", () -> client.submit(study, Submission.of(null, StudyChoices.NONE)));

        answers.add(new Answer(503, "{\"code\":\"UNAVAILABLE\",\"detail\":\"Later.\"}"));
        assertFails(3, "UNAVAILABLE: Later.", () -> client.submit(study, Submission.of(null, StudyChoices.NONE)));

        answers.add(new Answer(502, "<html>a proxy</html>"));
        assertFails(
                3,
                "HTTP 502: the service answered something that is no problem document",
                () -> client.submit(study, Submission.of(null, StudyChoices.NONE)));
    }

    @Test
    void noServiceIsTold() throws IOException {
        Path study = Files.writeString(temporary.resolve("study"), "x");
        server.stop(0);

        assertThatThrownBy(() -> client.submit(study, Submission.of(null, StudyChoices.NONE)))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageStartingWith("UNAVAILABLE: no service answers at ");
    }

    @Test
    void aMachineThatNobodyKnowsIsTheUsersFault() {
        ServiceClient lost = new ServiceClient(ServiceAddress.of("http://no-such-machine.invalid/"), null);

        assertFails(
                2,
                "--server: no machine has the name in http://no-such-machine.invalid/",
                () -> lost.await("1", ServiceClient.WAIT, job -> {}));
    }

    @Test
    void whatIsNoServiceOfOursIsTold() {
        String line = "no LungBurden service answers at http://127.0.0.1:"
                + server.getAddress().getPort();
        answers.add(new Answer(200, "<html>another's page</html>"));
        assertFails(2, line, () -> client.await("1", ServiceClient.WAIT, job -> {}));
        answers.add(new Answer(404, "<html>nothing here</html>"));
        assertFails(2, line, () -> client.await("1", ServiceClient.WAIT, job -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/prefix", "/a/prefix/"})
    void thePrefixOfAProxyIsKept(String prefix) throws IOException, InterruptedException {
        ServiceClient behind = client(prefix);
        answers.add(job("SUCCEEDED", "null"));
        answers.add(new Answer(202, "{}"));
        answers.add(new Answer(
                200,
                "{\"artifacts\": [{\"name\": \"a.txt\", \"href\": \"/v1/elsewhere\", \"bytes\": 1, \"sizeBytes\": 1, \"sha256\": \""
                        + X_SHA256 + "\"}]}"));
        answers.add(new Answer(200, "x"));

        behind.await("1", ServiceClient.WAIT, job -> {});
        behind.giveUp("1");
        try (ResultDirectory directory = ResultDirectory.open(temporary, "study", false)) {
            behind.download("1", directory);
        }

        assertThat(asked)
                .containsExactly(
                        "GET /a/prefix/v1/jobs/1?wait=400ms",
                        "POST /a/prefix/v1/jobs/1/cancel",
                        "GET /a/prefix/v1/jobs/1/result",
                        "GET /a/prefix/v1/jobs/1/artifacts/a.txt");
    }

    @Test
    void aJobThatNobodyWaitsForIsCancelledOnce() throws Exception {
        answers.add(job("QUEUED", "null"));
        answers.add(new Answer(202, "{}"));
        SubmittedJob submitted = new SubmittedJob(client);
        submitted.submit(Files.writeString(temporary.resolve("study"), "x"), Submission.of("a b&ü", CHOICES));
        submitted.close();
        submitted.close();

        assertThat(asked)
                .containsExactly(
                        "POST /v1/jobs?reference=a+b%26%C3%BC&seriesInstanceUid=1.2.3&files=labels.nii.gz%2Cimage.nii.gz",
                        "POST /v1/jobs/1/cancel");
    }

    @Test
    void aJobThatHasEndedIsNotCancelled() throws Exception {
        new SubmittedJob(client).close();
        answers.add(job("QUEUED", "null"));
        SubmittedJob submitted = new SubmittedJob(client);
        submitted.submit(Files.writeString(temporary.resolve("study"), "x"), Submission.of("a b&ü", CHOICES));
        submitted.ended();
        submitted.close();

        assertThat(asked)
                .containsExactly(
                        "POST /v1/jobs?reference=a+b%26%C3%BC&seriesInstanceUid=1.2.3&files=labels.nii.gz%2Cimage.nii.gz");
    }

    private interface Call {
        void run() throws IOException, InterruptedException;
    }

    private static void assertFails(int exitCode, String line, Call call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(exitCode))
                .hasMessage(line);
    }

    private static Answer job(String status, String error) {
        return new Answer(
                200,
                "{\"id\":\"1\",\"status\":\"" + status + "\",\"stage\":null,\"progress\":0.5,\"error\":" + error
                        + ",\"somethingNew\":1}");
    }
}
