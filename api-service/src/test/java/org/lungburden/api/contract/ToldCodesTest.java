package org.lungburden.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.ContractFile;
import org.lungburden.error.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each problem that the contract tells of a call can be had from that very call. The other way round, each exchange of
 * every test is held against the contract.
 */
class ToldCodesTest {
    private static final WrittenOperations WRITTEN = new WrittenOperations();
    /** What only a service with small limits answers. */
    private static final Set<ErrorCode> OF_LIMITS = EnumSet.of(ErrorCode.RATE_LIMITED, ErrorCode.QUEUE_FULL);

    /** What only a service with keys answers. */
    private static final Set<ErrorCode> OF_KEYS = EnumSet.of(ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN);
    /** Calls that every caller may make; only a proxy before a service without keys is refused. */
    private static final Set<String> OPEN =
            Set.of("POST /v1/session", "DELETE /v1/session", "GET /v1/session/oidc", "GET /v1/session/oidc/callback");
    /** What only a service with an issuer answers at these paths. */
    private static final Set<ErrorCode> OF_ISSUER = EnumSet.of(
            ErrorCode.INVALID_REQUEST, ErrorCode.UNAUTHENTICATED, ErrorCode.RATE_LIMITED, ErrorCode.UNAVAILABLE);

    private static ApiServer server;
    private static ApiServer locked;
    private static ApiServer limited;
    private static ApiServer ofIssuer;

    @BeforeAll
    static void start() {
        server = ApiServer.start(
                Map.of("server.tomcat.connection-timeout", "2s", "lungburden.session.body-timeout", "1s"));
        locked = ApiServer.start(Map.of("lungburden.auth", "keys"));
        limited = ApiServer.start(Map.of(
                "lungburden.auth", "keys",
                "lungburden.limits.requests-per-minute-per-key", 1,
                "lungburden.limits.waiting-jobs", 1));
        ofIssuer = ApiServer.start(Map.of(
                "lungburden.auth",
                "oidc",
                "lungburden.oidc.issuer",
                "http://127.0.0.1:1",
                "lungburden.oidc.audience",
                "service",
                "lungburden.oidc.client-id",
                "page"));
    }

    @AfterAll
    static void stop() {
        server.close();
        locked.close();
        limited.close();
        ofIssuer.close();
    }

    /** Call, status and code. */
    static Stream<Arguments> told() {
        return WRITTEN.nodes().entrySet().stream()
                .flatMap(call -> codes(call.getValue().get("responses"))
                        .map(told -> Arguments.of(call.getKey(), told.status(), told.code())));
    }

    static Stream<Arguments> toldAnywhere() {
        return codes(ContractFile.tree().get("x-anywhere")).map(told -> Arguments.of(told.status(), told.code()));
    }

    private record Told(int status, ErrorCode code) {}

    private static Stream<Told> codes(JsonNode answers) {
        return answers.properties().stream()
                .flatMap(answer -> WRITTEN.follow(answer.getValue())
                        .path("x-codes")
                        .valueStream()
                        .map(code -> new Told(Integer.parseInt(answer.getKey()), ErrorCode.valueOf(code.asString()))));
    }

    @ParameterizedTest
    @MethodSource("told")
    void whatIsToldCanBeHad(String call, int status, ErrorCode code) throws Exception {
        server.jobs.clear();
        server.artifacts.clear();
        server.models.clear();
        server.sessions.fail(null);
        boolean open = code == ErrorCode.FORBIDDEN && OPEN.contains(call);
        // a service without sign-in tells who calls without asking anybody
        boolean asks = code == ErrorCode.UNAVAILABLE && call.equals("GET /v1/session");
        ApiServer asked =
                OF_LIMITS.contains(code) ? limited : OF_KEYS.contains(code) && !open || asks ? locked : server;
        boolean atIssuer = call.endsWith("/oidc/callback") || call.endsWith("/oidc") && code != ErrorCode.RATE_LIMITED;
        asked = atIssuer && OF_ISSUER.contains(code) ? ofIssuer : asked;
        assertAnswers(new Provocation(asked, call, status).provoke(code), status, code);
    }

    @ParameterizedTest
    @MethodSource("toldAnywhere")
    void whatIsToldOfNoCallCanBeHad(int status, ErrorCode code) throws Exception {
        ApiServer asked = OF_KEYS.contains(code) ? locked : server;
        String call = code == ErrorCode.METHOD_NOT_ALLOWED ? "PATCH /v1/model" : "PATCH /v1/job";
        assertAnswers(new Provocation(asked, call, status).provoke(code), status, code);
    }

    private static void assertAnswers(Provocation.Answer answer, int status, ErrorCode code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.get("code").asString()).isEqualTo(code.name());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    @Test
    void everyCodeOfAnAnswerIsTold() {
        Set<ErrorCode> told = Stream.concat(
                        WRITTEN.nodes().values().stream().flatMap(call -> codes(call.get("responses"))),
                        codes(ContractFile.tree().get("x-anywhere")))
                .map(Told::code)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told).containsExactlyInAnyOrder(ErrorCode.values());
    }
}
