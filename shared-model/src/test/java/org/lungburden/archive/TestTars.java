package org.lungburden.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Tars made by commons-compress. */
final class TestTars {
    static final int BLOCK = 512;

    private TestTars() {}

    /** Files whose content is their name. */
    static byte[] tar(String... names) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, name.getBytes(StandardCharsets.UTF_8));
        }
        return tar(files);
    }

    static byte[] tar(Map<String, byte[]> files) {
        return tar(files, TarArchiveOutputStream.LONGFILE_GNU);
    }

    static byte[] tar(Map<String, byte[]> files, int longNames) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(longNames);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One header block and its content, padded; no end. */
    static byte[] entry(String name, char type, byte[] content) {
        byte[] block = new byte[BLOCK + (content.length + BLOCK - 1) / BLOCK * BLOCK];
        TarArchiveEntry entry = new TarArchiveEntry(name, (byte) type, true);
        entry.setSize(content.length);
        entry.writeEntryHeader(block);
        System.arraycopy(content, 0, block, BLOCK, content.length);
        return block;
    }

    static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] ended(byte[]... entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            out.writeBytes(entry);
        }
        out.writeBytes(new byte[2 * BLOCK]);
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Names and contents of all files of an upload. */
    static Map<String, byte[]> read(Path folder, byte[] upload, ArchiveLimits limits) throws IOException {
        return read(Files.write(folder.resolve("upload"), upload), limits);
    }

    static Map<String, byte[]> read(Path upload, ArchiveLimits limits) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (UploadArchive archive = UploadArchive.open(upload, limits)) {
            for (Archive.Member member : archive.members()) {
                try (java.io.InputStream in = archive.open(member)) {
                    files.put(member.name(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
