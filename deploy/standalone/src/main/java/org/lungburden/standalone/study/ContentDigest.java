package org.lungburden.standalone.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lungburden.artifact.Sha256;

/** Tells a study by its content, whatever its files are called and wherever they lie. */
public final class ContentDigest {
    private ContentDigest() {}

    /** Lower-case hex SHA-256 over the sorted digests of all files. */
    public static String of(FoundStudy study) throws IOException {
        List<String> digests = new ArrayList<>();
        for (Path file : study.files()) {
            digests.add(of(file));
        }
        Collections.sort(digests);
        Sha256 all = new Sha256();
        all.digest().update(String.join("\n", digests).getBytes(StandardCharsets.US_ASCII));
        return all.hex();
    }

    private static String of(Path file) throws IOException {
        Sha256 digest = new Sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.hex();
    }
}
