package org.lungburden.api.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lungburden.api.testing.ApiServer.json;
import static org.lungburden.api.testing.ApiServer.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.api.testing.ApiServer;
import org.lungburden.api.testing.Studies;
import org.lungburden.artifact.file.FileArtifactStore;
import org.lungburden.error.ErrorCode;
import org.lungburden.testing.BusyMachine;
import org.springframework.util.unit.DataSize;

/** Archives that are refused for their directory, against the store of real files. */
class HostileArchiveTest {
    private static final int UNIX_LINK = 0120777;

    @TempDir
    private Path folder;

    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = ApiServer.start(1 << 30, new FileArtifactStore(folder, DataSize.ofBytes(1)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void assertRefused(byte[] zip, ErrorCode code) throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", "application/zip", zip);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(422);
        assertThat(json(answer).get("code").asString()).isEqualTo(code.name());
        assertThat(server.jobs.size()).isZero();
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a", "a/../../b", "/../a", "C:\\..\\a", "..\\a", "a/.."})
    void aNameThatLeadsOut(String name) throws Exception {
        assertRefused(Studies.zip("IM1", name), ErrorCode.ARCHIVE_UNSAFE);
    }

    /** The worker leaves it out, and nothing follows it. */
    @Test
    void aLinkPassesBecauseNothingFollowsIt() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            ZipArchiveEntry link = new ZipArchiveEntry("IM1");
            link.setUnixMode(UNIX_LINK);
            zip.putArchiveEntry(link);
            zip.write("/etc/passwd".getBytes(StandardCharsets.US_ASCII));
            zip.closeArchiveEntry();
        }
        assertAccepted(bytes.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "C:\\a", "C:/a"})
    void anAbsoluteNamePassesBecauseNoNameBecomesAPath(String name) throws Exception {
        assertAccepted(Studies.zip("IM1", name));
    }

    private void assertAccepted(byte[] zip) throws Exception {
        HttpResponse<byte[]> answer = server.post("/v1/jobs", "application/zip", zip);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(202);
    }

    /** 16 bits of the end record say 16,960 entries, which is a million modulo 65,536. */
    @Test
    void aDirectoryOfAMillionEntries() throws Exception {
        byte[] zip = directory(1_000_000);
        long start = System.nanoTime();
        assertRefused(zip, ErrorCode.ARCHIVE_TOO_LARGE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BusyMachine.allows(Duration.ofSeconds(5)));
    }

    @Test
    void oneEntryMoreThanIsTaken() throws Exception {
        assertRefused(directory(20_001), ErrorCode.ARCHIVE_TOO_LARGE);
        HttpResponse<byte[]> most = server.post("/v1/jobs", "application/zip", directory(20_000));
        assertThat(most.statusCode()).as(text(most)).isEqualTo(202);
    }

    /** By hand (APPNOTE 4.3.7, 4.3.12, 4.3.16), since no tool writes a count that lies. */
    private static byte[] directory(int entries) {
        ByteBuffer zip = ByteBuffer.allocate(31 + entries * 47 + 22).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).position(26);
        zip.putShort((short) 1).putShort((short) 0).put((byte) 'a');
        for (int n = 0; n < entries; n++) {
            int at = zip.position();
            zip.putInt(0x02014b50).putShort(at + 28, (short) 1).position(at + 46);
            zip.put((byte) 'a');
        }
        zip.putInt(0x06054b50).putInt(0).putShort((short) entries).putShort((short) entries);
        zip.putInt(entries * 47).putInt(31).putShort((short) 0);
        return zip.array();
    }
}
