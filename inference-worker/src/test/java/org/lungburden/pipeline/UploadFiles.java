package org.lungburden.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Packs files into uploads. */
final class UploadFiles {
    private UploadFiles() {}

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        return written(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(content);
            }
        });
    }

    static byte[] zip(List<byte[]> files) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int n = 0; n < files.size(); n++) {
                    zip.putNextEntry(new ZipEntry("f" + n));
                    zip.write(files.get(n));
                }
            }
        });
    }

    static byte[] tar(List<byte[]> files) {
        return written(out -> {
            try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
                for (int n = 0; n < files.size(); n++) {
                    TarArchiveEntry entry = new TarArchiveEntry("f" + n);
                    entry.setSize(files.get(n).length);
                    tar.putArchiveEntry(entry);
                    new ByteArrayInputStream(files.get(n)).transferTo(tar);
                    tar.closeArchiveEntry();
                }
            }
        });
    }
}
