package org.lungburden.phantom;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lungburden.dicom.write.DicomSeriesWriter;
import org.lungburden.dicom.write.SeriesUids;
import org.lungburden.geometry.Volume;
import org.lungburden.nifti.NiftiWriter;

/**
 * Writes a scan of the phantom; the ending of the file's name selects the format. The same scan gives the same bytes.
 */
public final class PhantomFile {
    private PhantomFile() {}

    /** Whether {@link #write} knows the format: {@code .zip} (DICOM), {@code .nii} or {@code .nii.gz}. */
    public static boolean canWrite(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".zip") || name.endsWith(".nii") || name.endsWith(".nii.gz");
    }

    /** @throws IllegalArgumentException when {@link #canWrite} is false for the file's name */
    public static void write(PhantomScan scan, Path file) throws IOException {
        if (!canWrite(file)) {
            throw new IllegalArgumentException("a phantom is written as .zip, .nii or .nii.gz");
        }
        Volume volume = scan.volume();
        if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            NiftiWriter.writeVolume(volume, file);
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            DicomSeriesWriter.write(volume, SeriesUids.derivedFrom("phantom " + scan), out);
        }
    }
}
