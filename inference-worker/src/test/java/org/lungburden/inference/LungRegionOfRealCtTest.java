package org.lungburden.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.NetworkGrid;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.pipeline.StudyPipeline;
import org.lungburden.postprocess.LabelCleanup;
import org.lungburden.postprocess.ScanLabels;
import org.lungburden.preprocess.LungRegion;
import org.lungburden.study.MemoryCheck;
import org.lungburden.testing.RealCt;

/** What the network leaves out changes no label that counts: much opacity, fluid at the base. */
class LungRegionOfRealCtTest {
    @ParameterizedTest
    @ValueSource(strings = {"covid-volumes/case-e_ct.nii.gz", "effusion-volumes/lung1-024_ct.nii.gz"})
    void labelsAreThoseOfTheWholeGrid(String name) throws IOException {
        Volume scan = canonical(RealCt.file(name));
        try (TorchSegmenter segmenter = TorchSegmenter.load(Path.of("model"), Placement.cpu(2))) {
            NetworkGrid grid = StudyPipeline.networkGrid(scan, segmenter.card());
            LabelVolume whole = labels(segmenter, grid, LungRegion.whole(grid), scan);
            LungRegion region = LungRegion.of(grid, AERATED, 4);
            LabelVolume found = labels(segmenter, grid, region, scan);

            assertThat(region.box().columns() * region.box().rows()).isLessThan(grid.columns() * grid.rows() * 9 / 10);
            assertAgree(found, whole, 1);
            assertAgree(found, whole, 2);
        }
    }

    /** -600 HU in the window of the shipped network. */
    private static final float AERATED = (float) (424.0 / 1174);

    private static Volume canonical(Path file) throws IOException {
        Volume scan = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(file, progress -> {})
                .scan();
        return Orientation.of(scan.affine()).toCanonical(scan);
    }

    private static LabelVolume labels(TorchSegmenter segmenter, NetworkGrid grid, LungRegion region, Volume scan) {
        return LabelCleanup.of(ScanLabels.of(segmenter.segment(grid, region, done -> {}), grid, scan), scan);
    }

    /** Dice of at least 0.999 and a volume within 0.1 %, of all labels from one on. */
    private static void assertAgree(LabelVolume found, LabelVolume expected, int from) {
        long both = 0;
        long ours = 0;
        long theirs = 0;
        for (int k = 0; k < expected.labels().length; k++) {
            for (int n = 0; n < expected.labels()[k].length; n++) {
                boolean a = found.labels()[k][n] >= from;
                boolean b = expected.labels()[k][n] >= from;
                both += a && b ? 1 : 0;
                ours += a ? 1 : 0;
                theirs += b ? 1 : 0;
            }
        }
        assertThat(2.0 * both / (ours + theirs)).isGreaterThanOrEqualTo(0.999);
        assertThat((double) ours / theirs).isBetween(0.999, 1.001);
    }
}
