package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.testing.StartsPrograms;

/** Builds of libtorch as they lie in their jars; the libraries are texts. */
@StartsPrograms
class NativeLibrariesTest {
    @TempDir
    Path folder;

    private Path build(String flavor, String platform, String... libraries) throws IOException {
        Path root = folder.resolve(flavor + "-" + platform);
        Path description = root.resolve("native/lib/pytorch.properties");
        Files.createDirectories(description.getParent());
        Files.writeString(
                description,
                "version=1.13.1-20221220\nflavor=" + flavor + "\nclassifier=" + platform + "\nlibraries="
                        + String.join(",", libraries));
        Path place = Files.createDirectories(root.resolve("pytorch/" + flavor + "/" + platform));
        for (String library : libraries) {
            Files.writeString(place.resolve(library), flavor + " " + library);
        }
        return root;
    }

    private Optional<NativeLibraries.Chosen> chosen(boolean gpu, Path... classPath) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path entry : classPath) {
            urls.add(entry.toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(new URL[0]), null)) {
            return NativeLibraries.chosen(gpu, loader, folder.resolve("cache"));
        }
    }

    @Test
    void buildThatSuitsIsUnpackedWhateverTheOrder() throws IOException {
        Path cpu = build("cpu", "linux-x86_64", "libtorch.so");
        Path cuda = build("cu117", "linux-x86_64", "libtorch.so", "libc10_cuda.so");
        for (Path[] order : new Path[][] {{cpu, cuda}, {cuda, cpu}}) {
            NativeLibraries.Chosen gpu = chosen(true, order).orElseThrow();
            assertThat(gpu.flavor()).isEqualTo("cu117");
            assertThat(gpu.folder()).hasFileName("1.13.1-20221220-cu117-linux-x86_64");
            assertThat(gpu.folder().resolve("libc10_cuda.so")).hasContent("cu117 libc10_cuda.so");
            NativeLibraries.Chosen plain = chosen(false, order).orElseThrow();
            assertThat(plain.flavor()).isEqualTo("cpu");
            assertThat(plain.folder().resolve("libtorch.so")).hasContent("cpu libtorch.so");
        }
        try (Stream<Path> cached = Files.list(folder.resolve("cache"))) {
            assertThat(cached).hasSize(2);
        }
    }

    @Test
    void onlyBuildIsLeftToDjl() throws IOException {
        assertThat(chosen(true, build("cpu", "linux-x86_64", "libtorch.so"))).isEmpty();
        assertThat(folder.resolve("cache")).doesNotExist();
    }

    @Test
    void buildsOfOtherPlatformsDoNotCount() throws IOException {
        Path cpu = build("cpu", "linux-x86_64", "libtorch.so");
        assertThat(chosen(false, cpu, build("cpu", "osx-aarch64", "libtorch.dylib")))
                .isEmpty();
    }

    @Test
    void buildWithoutAllItsLibrariesLeavesNothing() throws IOException {
        Path cpu = build("cpu", "linux-x86_64", "libtorch.so");
        Path cuda = build("cu117", "linux-x86_64", "libtorch.so");
        Files.delete(cuda.resolve("pytorch/cu117/linux-x86_64/libtorch.so"));
        assertThatThrownBy(() -> chosen(true, cpu, cuda)).isInstanceOf(UncheckedIOException.class);
        assertThat(folder.resolve("cache")).isEmptyDirectory();
    }

    /** The real engine in a process of its own, with a CUDA build that cannot be loaded before the CPU's. */
    @Test
    void realEngineRunsFromTheChosenBuild() throws IOException, InterruptedException {
        Path cuda = build("cu117", "linux-x86_64", "libtorch.so");
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        cuda + File.pathSeparator + System.getProperty("java.class.path"),
                        EngineFromChosenBuild.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.startsWith("1 + 1 = "))).containsExactly("1 + 1 = 2.0 of cpu");
    }
}
