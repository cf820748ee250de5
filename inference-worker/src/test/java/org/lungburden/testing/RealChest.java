package org.lungburden.testing;

import java.io.IOException;
import org.lungburden.archive.ArchiveLimits;
import org.lungburden.geometry.LabelVolume;
import org.lungburden.geometry.Orientation;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiStudyReader;
import org.lungburden.study.MemoryCheck;

/**
 * A chest with a reader's outlines from the folder of {@link RealCt}: {@code NAME_ct.nii.gz} and
 * {@code NAME_labels.nii.gz}, both in the canonical orientation.
 */
public final class RealChest {
    /** Lung, ground glass, high opacity. */
    private static final int LARGEST_CODE = 3;

    /** Lung that is denser than the threshold which drew the lungs of effusion-volumes. */
    private static final int DENSER_LUNG = 254;

    private RealChest() {}

    public static Volume scan(String name) throws IOException {
        return canonical(name + "_ct.nii.gz");
    }

    public static Volume codes(String name) throws IOException {
        return canonical(name + "_labels.nii.gz");
    }

    /** Only what is lung for sure. */
    public static LabelVolume labels(Volume codes) {
        return labels(codes, 0);
    }

    public static LabelVolume labelsWithDenserLung(String name) throws IOException {
        return labels(codes(name), 1);
    }

    private static LabelVolume labels(Volume codes, int denserLung) {
        byte[][] labels = new byte[codes.slices()][codes.columns() * codes.rows()];
        for (int k = 0; k < labels.length; k++) {
            for (int n = 0; n < labels[k].length; n++) {
                int code = codes.hu()[k][n];
                int other = code == DENSER_LUNG ? denserLung : 0;
                labels[k][n] = (byte) (code >= 1 && code <= LARGEST_CODE ? code : other);
            }
        }
        return new LabelVolume(labels, codes.columns(), codes.rows(), codes.affine());
    }

    private static Volume canonical(String file) throws IOException {
        Volume read = new NiftiStudyReader(ArchiveLimits.defaults(), MemoryCheck.NONE)
                .read(RealCt.file(file), progress -> {})
                .scan();
        return Orientation.of(read.affine()).toCanonical(read);
    }
}
