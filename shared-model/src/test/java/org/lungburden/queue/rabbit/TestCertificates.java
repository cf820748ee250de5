package org.lungburden.queue.rabbit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** A certification authority of the test's own, made by openssl, and what it signs. */
final class TestCertificates {
    private final Path folder;
    private final Path authority;

    TestCertificates(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.authority = folder.resolve("ca.pem");
        openssl(
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=test authority",
                "-keyout",
                path("ca.key"),
                "-out",
                authority.toString());
    }

    Path authority() {
        return authority;
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    /** A key and a certificate for that host. */
    void issue(String name, String host) throws IOException {
        Path extension = Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=DNS:" + host + "\n");
        openssl(
                "req",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-subj",
                "/CN=" + name,
                "-keyout",
                key(name).toString(),
                "-out",
                path(name + ".csr"));
        openssl(
                "x509",
                "-req",
                "-in",
                path(name + ".csr"),
                "-CA",
                authority.toString(),
                "-CAkey",
                path("ca.key"),
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                extension.toString(),
                "-out",
                certificate(name).toString());
    }

    /** As Spring makes it of a {@code spring.ssl.bundle.pem}: trusts this authority and shows that certificate. */
    SSLContext context(@Nullable String shown) {
        PemSslStoreDetails trusted = PemSslStoreDetails.forCertificate("file:" + authority);
        PemSslStoreDetails own = shown == null
                ? null
                : PemSslStoreDetails.forCertificate("file:" + certificate(shown))
                        .withPrivateKey("file:" + key(shown));
        return SslBundle.of(new PemSslStoreBundle(own, trusted)).createSslContext();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void openssl(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("openssl failed: " + Files.readString(folder.resolve("openssl.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
