package org.lungburden.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.artifact.FileChoice;
import org.lungburden.artifact.KnownFile;
import org.lungburden.phantom.PhantomFile;
import org.lungburden.phantom.PhantomScan;
import org.lungburden.phantom.PhantomSegmenter;

class ResultFilesTest {
    private static final PhantomScan COARSE = new PhantomScan(128, 128, 72, 3.0, 4.0, "LPS", 1);

    @TempDir
    Path folder;

    @Test
    void aListGivesTheseFilesAlone() throws Exception {
        assertThat(written("phantom.nii", "image.nii.gz,measurements.csv"))
                .containsExactly("measurements.csv", "image.nii.gz");
    }

    @Test
    void aNiftiScanHasNoDicomFiles() throws Exception {
        assertThat(written("phantom.nii", "all"))
                .containsExactlyElementsOf(Stream.of(KnownFile.values())
                        .filter(file -> !file.dicomOnly())
                        .map(KnownFile::fileName)
                        .toList());
        assertThat(written("phantom.nii", "segmentation.dcm")).isEmpty();
    }

    @Test
    void theOthersAreMadeOnRequest() throws Exception {
        assertThat(written("phantom.nii", "default"))
                .containsExactly("labels.nii.gz", "overlay.png", "report.pdf", "measurements.csv");
    }

    @Test
    void aDicomScanHasASegmentation() throws Exception {
        assertThat(written("phantom.zip", "segmentation.dcm")).containsExactly("segmentation.dcm");
    }

    private List<String> written(String fileName, String files) throws Exception {
        Path run = Files.createTempDirectory(folder, "run");
        Path study = run.resolve(fileName);
        PhantomFile.write(COARSE, study);
        FileChoice choice = FileChoice.of(files).orElseThrow();
        Path output = Files.createDirectory(run.resolve("output"));
        StudyProcessor.ProcessedStudy processed = new StudyPipeline(
                        new PhantomSegmenter(), ArchiveLimits.defaults(), Clock.systemUTC())
                .process(
                        new StudyProcessor.Submitted(study, null, null, null, choice), output, (stage, progress) -> {});
        List<String> names =
                processed.files().stream().map(StudyProcessor.OutputFile::name).toList();
        try (Stream<Path> inFolder = Files.list(output)) {
            assertThat(inFolder.map(path -> path.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
        return names;
    }
}
