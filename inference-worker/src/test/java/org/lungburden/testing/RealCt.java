package org.lungburden.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Real CT from the folder that LUNGBURDEN_DATA names; none is kept with the code. */
public final class RealCt {
    private RealCt() {}

    public static Path file(String name) {
        String folder = System.getenv("LUNGBURDEN_DATA");
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(folder != null, "LUNGBURDEN_DATA names no folder with real CT");
        }
        assertThat(folder).as("LUNGBURDEN_DATA").isNotNull();
        Path file = Path.of(String.valueOf(folder)).resolve(name);
        assertThat(file).exists();
        return file;
    }

    /** Files in a zip whose name starts so, by name. */
    public static Map<String, byte[]> members(Path zip, String prefix) throws IOException {
        Map<String, byte[]> members = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory() && entry.getName().startsWith(prefix)) {
                    members.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        assertThat(members).isNotEmpty();
        return members;
    }

    public static Path zip(Path folder, Iterable<byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            int number = 0;
            for (byte[] file : files) {
                zip.putNextEntry(new ZipEntry("f" + number++));
                zip.write(file);
            }
        }
        return Files.write(Files.createTempFile(folder, "study", ".zip"), bytes.toByteArray());
    }
}
