package org.lungburden.inference;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses between the libtorch builds on the class path, before the engine is loaded. A GPU build of LungBurden
 * contains two: libtorch for CUDA, and libtorch for machines without a GPU. Without this choice, DJL 0.22 would take
 * the first on the class path. Every version of DJL would take the CPU build unless a CUDA runtime is among the
 * system's libraries.
 */
final class NativeLibraries {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
    private static final String BUILDS = "native/lib/pytorch.properties";
    private static final String PLATFORM = "linux-x86_64";
    private static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
    /** Device files of NVIDIA's driver on Linux, and of the GPU in the Windows Subsystem for Linux. */
    private static final List<Path> DRIVERS = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/dxg"));

    private NativeLibraries() {}

    /**
     * A build of libtorch in a jar.
     *
     * @param flavor {@code cpu}, {@code cu117}
     */
    private record Build(String version, String flavor, String classifier, List<String> libraries) {
        static Build of(URL description) throws IOException {
            Properties properties = new Properties();
            try (InputStream in = description.openStream()) {
                properties.load(in);
            }
            return new Build(
                    properties.getProperty("version", ""),
                    properties.getProperty("flavor", ""),
                    properties.getProperty("classifier", ""),
                    List.of(properties.getProperty("libraries", "").split(",")));
        }

        boolean cuda() {
            return flavor.startsWith("cu");
        }
    }

    /** Whether this process has access to an NVIDIA GPU. */
    static boolean gpuPresent() {
        return DRIVERS.stream().anyMatch(Files::exists);
    }

    /**
     * Makes DJL load the build that suits the machine. A single build needs no choice, since DJL finds it. An existing
     * {@code PYTORCH_LIBRARY_PATH} wins.
     *
     * @param gpu whether the CUDA build is wanted
     */
    static void choose(boolean gpu, ClassLoader loader) {
        if (Utils.getEnvOrSystemProperty(LIBRARY_PATH) == null) {
            chosen(gpu, loader, Utils.getEngineCacheDir("pytorch")).ifPresent(NativeLibraries::use);
        }
    }

    private static void use(Chosen build) {
        LOG.info("PyTorch {} for {}", build.version(), build.flavor());
        System.setProperty(LIBRARY_PATH, build.folder().toString());
        System.setProperty("PYTORCH_VERSION", build.version());
        System.setProperty("PYTORCH_FLAVOR", build.flavor());
    }

    /** An unpacked build. */
    record Chosen(String version, String flavor, Path folder) {}

    /**
     * @param cache where builds are unpacked, each in its own folder; DJL unpacks its builds here under the same names
     */
    static Optional<Chosen> chosen(boolean gpu, ClassLoader loader, Path cache) {
        try {
            List<Build> builds = builds(loader);
            if (builds.size() < 2) {
                return Optional.empty();
            }
            for (Build build : builds) {
                if (build.cuda() == gpu) {
                    return Optional.of(new Chosen(
                            build.version(), build.flavor(), unpacked(build, cache.toAbsolutePath(), loader)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the libraries of PyTorch cannot be unpacked", e);
        }
    }

    private static List<Build> builds(ClassLoader loader) throws IOException {
        List<Build> builds = new ArrayList<>();
        for (URL description : Collections.list(loader.getResources(BUILDS))) {
            Build build = Build.of(description);
            if (build.classifier().equals(PLATFORM)) {
                builds.add(build);
            }
        }
        return builds;
    }

    /** The folder gets its final name only when all files are there, so that no process loads an incomplete build. */
    private static Path unpacked(Build build, Path cache, ClassLoader loader) throws IOException {
        Path folder = cache.resolve(build.version() + "-" + build.flavor() + "-" + build.classifier());
        if (Files.exists(folder)) {
            return folder;
        }
        Path unpacked = Files.createTempDirectory(Files.createDirectories(cache), "tmp");
        try {
            for (String library : build.libraries()) {
                copy("pytorch/" + build.flavor() + "/" + build.classifier() + "/" + library, unpacked, loader);
            }
            Utils.moveQuietly(unpacked, folder);
            return folder;
        } finally {
            Utils.deleteQuietly(unpacked);
        }
    }

    private static void copy(String resource, Path folder, ClassLoader loader) throws IOException {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no " + resource + " on the class path");
            }
            String name = resource.substring(resource.lastIndexOf('/') + 1);
            Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
