package org.lungburden.api.bundles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.api.testing.Jobs;
import org.lungburden.api.testing.MemoryArtifactStore;
import org.lungburden.artifact.ArtifactStore;
import org.lungburden.job.Batches.Member;
import org.lungburden.job.JobArtifact;
import org.lungburden.testing.StartsPrograms;

/** Other programs read the zips. */
@StartsPrograms
class FilesZipTest {
    private static final String READ = """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as file:
                assert file.testzip() is None
                print(len(file.namelist()), sum(each.file_size for each in file.infolist()), len(set(file.namelist())))
            """;

    @TempDir
    Path folder;

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int some = (int) Math.min(length, left);
                left -= some;
                return some == 0 ? -1 : some;
            }
        };
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.strip();
    }

    private Path zip(ArtifactStore store, int jobs, List<JobArtifact> files) throws IOException {
        Path path = folder.resolve("files.zip");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            FilesZip zip = new FilesZip(out, store);
            for (int job = 0; job < jobs; job++) {
                zip.add(new Member(Jobs.succeeded(), "{}"), new Selection.Chosen(files, List.of()));
            }
            zip.add(new Member(Jobs.queued(), null), Selection.Chosen.NONE);
            zip.finish();
        }
        return path;
    }

    @Test
    void moreMembersThanAnOldZipCanHoldAreRead() throws Exception {
        MemoryArtifactStore store = new MemoryArtifactStore();
        store.add("key", new byte[] {1, 2, 3});
        List<JobArtifact> files = List.of(
                new JobArtifact("labels.nii.gz", "key", "application/gzip", 3, "0"),
                new JobArtifact("measurements.csv", "key", "text/csv", 3, "0"));
        String zip = zip(store, 22_000, files).toString();
        String missing = output("unzip", "-p", zip, "missing.csv");
        assertThat(output("python3", "-c", READ, zip))
                .isEqualTo("66001 " + (22_000 * 8 + missing.length() + 2) + " 66001");
        assertThat(output("unzip", "-tqq", zip)).isEmpty();
        assertThat(missing).startsWith("job_id,status,code,file");
    }

    /** The store has one file of 5 GiB. */
    @Test
    @EnabledIfSystemProperty(named = "lungburden.zip.huge", matches = "true")
    void aMemberOfMoreThanFourGibibytesIsRead() throws Exception {
        long size = 5L << 30;
        ArtifactStore store = (ArtifactStore) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ArtifactStore.class},
                (proxy, method, values) -> zeros(size));
        List<JobArtifact> files = List.of(new JobArtifact("segmentation.dcm", "key", "application/dicom", size, "0"));
        String zip = zip(store, 1, files).toString();
        assertThat(output("python3", "-c", READ, zip))
                .startsWith("3 ")
                .contains(Long.toString(size).substring(0, 6));
        assertThat(output("unzip", "-tqq", zip)).isEmpty();
    }
}
