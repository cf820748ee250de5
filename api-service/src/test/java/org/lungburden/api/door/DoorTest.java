package org.lungburden.api.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.RawHttp;
import org.lungburden.api.testing.Studies;

/** What the wire shows, byte by byte, of requests that are refused or stop. */
class DoorTest {
    private static final byte[] STUDY = Studies.nifti(10);
    private static final String LENGTH = "Content-Length: " + STUDY.length + "\r\n";

    /** The first line after the head was sent; the body is not. */
    private static String answerToHead(ApiServer server, String head) throws IOException {
        try (Socket socket = RawHttp.connect(server.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/jobs?referense=x, application/zip, 400",
        "/v1/jobs?reference=, application/zip, 400",
        "/v1/jobs, text/plain, 415",
        "/v1/jobs/form, application/zip, 415",
        "/v1/job, application/zip, 404",
        "/v1/model, application/zip, 405"
    })
    void aRefusedHeadIsToldBeforeTheBodyIsAskedFor(String path, String type, int status) throws Exception {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Type: " + type
                + "\r\n";
        assertThat(answerToHead(ApiServer.shared(), head + LENGTH + "\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/9.0, X: x, 505", "HTTP/1.1, Transfer-Encoding: pack, 501"})
    void whatTheServerDoesNotKnowIsTheClientsFault(String version, String header, int status) throws Exception {
        String answer = RawHttp.exchange(
                ApiServer.shared().port(),
                "POST /v1/jobs " + version + "\r\nHost: localhost\r\n" + header + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("INVALID_REQUEST");
    }

    @Test
    void aStudyThatIsTooLargeIsNotAskedFor() throws Exception {
        String head =
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 999999999\r\n\r\n";
        assertThat(answerToHead(ApiServer.shared(), head)).startsWith("HTTP/1.1 413");
    }

    @Test
    void aGoodHeadIsAskedForItsBody() throws Exception {
        String head = "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nConnection: close\r\n"
                + LENGTH + "\r\n";
        try (Socket socket = RawHttp.connect(ApiServer.shared().port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.readLine()).startsWith("HTTP/1.1 100");
            assertThat(in.readLine()).isEmpty();
            socket.getOutputStream().write(STUDY);
            assertThat(in.readLine()).startsWith("HTTP/1.1 202");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\nabc\r\n0\r\n\r\n",
                "-5\r\nabc\r\n0\r\n\r\n",
                "\r\n\r\n",
                "3;x=\u0001\r\nabc\r\n0\r\n\r\n",
                "3\r\nabcdef\r\n0\r\n\r\n",
                "ffffffffffffffff1\r\nabc",
                "3\r\nabc\r\n",
                "3\r\nab"
            })
    void brokenChunksAreTheClientsFault(String chunks) throws Exception {
        for (String call : new String[] {
            "/v1/jobs HTTP/1.1\r\n", "/v1/jobs/form HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        }) {
            String answer = RawHttp.exchange(
                    ApiServer.shared().port(),
                    "POST " + call + "Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
            assertThat(answer).as(call).startsWith("HTTP/1.1 400").contains("INVALID_REQUEST");
        }
    }

    @Test
    void chunksThatBreakWithinAStudyAreTheClientsFault() throws Exception {
        String study = new String(STUDY, StandardCharsets.ISO_8859_1);
        String first = HexFormat.of().toHexDigits(STUDY.length) + "\r\n" + study + "\r\n";
        String answer = RawHttp.exchange(
                ApiServer.shared().port(),
                "POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + first + "q\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("INVALID_REQUEST");
    }

    @ParameterizedTest
    @CsvSource({"/v1/jobs, application/octet-stream", "/v1/jobs/form, multipart/form-data; boundary=frontier7d1"})
    void aBodyThatStallsTimesOut(String path, String type) throws Exception {
        try (ApiServer server = ApiServer.start(Map.of("server.tomcat.connection-timeout", "300ms"));
                Socket socket = RawHttp.connect(server.port())) {
            String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + type
                    + "\r\nContent-Length: 5000\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream()
                    .write(
                            type.startsWith("multipart")
                                    ? "--frontier7d1\r\nContent-Disposition: form-data; name=\"study\"\r\n\r\n"
                                            .getBytes(StandardCharsets.US_ASCII)
                                    : new byte[0]);
            socket.getOutputStream().write(STUDY);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("\"REQUEST_TIMEOUT\"");
            assertThat(server.artifacts.isEmpty()).isTrue();
        }
    }
}
