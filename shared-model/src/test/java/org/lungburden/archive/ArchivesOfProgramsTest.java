package org.lungburden.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.error.ErrorCode;
import org.lungburden.testing.StartsPrograms;

/** What GNU tar, Info-ZIP, gzip and Python write is read byte for byte. */
@StartsPrograms
class ArchivesOfProgramsTest {
    private static final Map<String, byte[]> FILES = new TreeMap<>();

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws Exception {
        byte[] random = new byte[70_000];
        new Random(1).nextBytes(random);
        FILES.put("DICOM/1", random);
        FILES.put("DICOM/empty", new byte[0]);
        FILES.put("DICOM/" + "long-name/".repeat(14) + "2.dcm", new byte[3000]);
        FILES.put("Befund Jörg/ä", "words".getBytes(UTF_8));
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            Path path = folder.resolve("study").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tar --format=gnu -cf OUT .",
                "tar --format=pax -cf OUT .",
                "tar --format=ustar -cf OUT .",
                "tar --format=oldgnu -cf OUT .",
                "tar --format=posix -czf OUT .",
                "tar -cf - . | gzip -1 > OUT",
                "(tar -cf - . | gzip; head -c 5000 /dev/zero) > OUT",
                "tar -cf OUT --label=disc --verify .",
                "zip -qr OUT .",
                "zip -qr0 OUT .",
                "zip -qr -Z bzip2 OUT .",
                "zip -qr - . | cat > OUT",
                "zip -qr -fz OUT .",
                "zip -qr - . | gzip > OUT",
                "python zip stored",
                "python zip bzip2",
                "python zip stream",
                "python tar gnu",
                "python tar pax",
                "python tar ustar"
            })
    void isReadAsWritten(String command) throws Exception {
        Path out = folder.resolve("out.zip");
        Files.deleteIfExists(out);
        if (command.startsWith("python")) {
            run("/usr/bin/python3 - " + command.substring(7) + " " + out + " <<'END'\n" + PYTHON + "END\n");
        } else {
            run(command.replace("OUT", out.toString()));
        }
        assertHolds(out);
    }

    @ParameterizedTest
    @CsvSource({
        "zip -qr OUT ., ",
        "zip -qry OUT ., ",
        "zip -qr -fz OUT ., ",
        "zip -qr -P secret OUT ., ARCHIVE_ENCRYPTED",
        "cd .. && zip -q OUT study/../study/DICOM/1, ARCHIVE_UNSAFE",
        "mkfifo ../pipe && (zip -qr --fifo OUT ../pipe & echo x > ../pipe; wait), ARCHIVE_UNSAFE",
        "python zip stored, ",
        "python zip stream, ",
        "python zip lzma, CORRUPT_ARCHIVE",
        "python zip device, ARCHIVE_UNSAFE"
    })
    void isJudgedAtTheDoorAsByTheWorker(String command, @Nullable ErrorCode code) throws Exception {
        Path out = folder.resolve("judged.zip");
        Files.deleteIfExists(out);
        Path link = folder.resolve("study/link");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of("DICOM/1"));
        if (command.startsWith("python")) {
            run("/usr/bin/python3 - " + command.substring(7) + " " + out + " <<'END'\n" + PYTHON + "END\n");
        } else {
            run(command.replace("OUT", out.toString()));
        }
        Files.delete(link);
        byte[] zip = Files.readAllBytes(out);
        assertThat(ZipDirectoryTest.atTheDoor(zip, ArchiveLimits.defaults())).isEqualTo(code);
        assertThat(ZipDirectoryTest.byLibrary(zip, ArchiveLimits.defaults())).isEqualTo(code);
    }

    @Test
    void isReadInAnotherArchive() throws Exception {
        Path parts = Files.createDirectories(folder.resolve("parts"));
        run("zip -qr " + parts + "/a.zip . && tar -czf " + parts + "/b.tar.gz . && tar -cf " + parts + "/c.tar .");
        Path out = folder.resolve("parts.zip");
        run("cd " + parts + " && zip -qr " + out + " .");
        Map<String, byte[]> all = TestTars.read(out, ArchiveLimits.defaults());
        assertThat(all).hasSize(3 * FILES.size());
        for (String part : new String[] {"a.zip/", "b.tar.gz/", "c.tar/"}) {
            Map<String, byte[]> found = new LinkedHashMap<>();
            all.forEach((name, content) -> {
                if (name.startsWith(part)) {
                    found.put(plain(name.substring(part.length())), content);
                }
            });
            assertThat(found).containsExactlyInAnyOrderEntriesOf(FILES);
        }
    }

    private static void assertHolds(Path archive) throws Exception {
        Map<String, byte[]> found = new LinkedHashMap<>();
        TestTars.read(archive, ArchiveLimits.defaults()).forEach((name, content) -> found.put(plain(name), content));
        assertThat(found).containsExactlyInAnyOrderEntriesOf(FILES);
    }

    private static String plain(String name) {
        return name.startsWith("./") ? name.substring(2) : name;
    }

    private static void run(String script) throws Exception {
        Process process = new ProcessBuilder("bash", "-o", "pipefail", "-c", script)
                .directory(folder.resolve("study").toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }

    private static final String PYTHON = """
            import os, sys, tarfile, zipfile
            kind, how, out = sys.argv[1:]
            names = [os.path.join(top, name) for top, _, names in os.walk(".") for name in names]
            if kind == "tar":
                form = {"gnu": tarfile.GNU_FORMAT, "pax": tarfile.PAX_FORMAT, "ustar": tarfile.USTAR_FORMAT}[how]
                with tarfile.open(out, "w", format=form) as archive:
                    for name in names:
                        archive.add(name)
            else:
                method = {"stored": zipfile.ZIP_STORED, "bzip2": zipfile.ZIP_BZIP2, "stream": zipfile.ZIP_DEFLATED,
                          "lzma": zipfile.ZIP_LZMA, "device": zipfile.ZIP_STORED}[how]
                with open(out, "wb") as file, zipfile.ZipFile(file, "w", method) as archive:
                    for name in names:
                        with archive.open(os.path.relpath(name), "w", force_zip64=True) as member:
                            member.write(open(name, "rb").read())
                    if how == "device":
                        device = zipfile.ZipInfo("device")
                        device.external_attr = 0o020644 << 16
                        archive.writestr(device, b"")
            """;
}
