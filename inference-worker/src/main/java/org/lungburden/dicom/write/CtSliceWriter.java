package org.lungburden.dicom.write;

import org.lungburden.dicom.file.Tag;
import org.lungburden.dicom.file.Uid;
import org.lungburden.geometry.Affine;
import org.lungburden.geometry.Vector3;
import org.lungburden.geometry.Volume;

/**
 * Writes one slice as a DICOM file with every attribute that the CT Image IOD requires (PS3.3 A.3.3). The patient is
 * invented, and the patient's name makes this clear.
 */
final class CtSliceWriter {
    private static final int INTERCEPT_HU = -1024;
    private static final double MAX_SKEW = 1e-6;
    /** Cosine of the largest angle to the body's axis at which a slice still counts as an original axial image. */
    private static final double AXIAL_COSINE = 0.9;

    private final Volume volume;
    private final SeriesUids uids;
    private final Vector3 stepI;
    private final Vector3 stepJ;
    private final Vector3 normal;

    CtSliceWriter(Volume volume, SeriesUids uids) {
        this.volume = volume;
        this.uids = uids;
        this.stepI = column(volume.affine(), 0);
        this.stepJ = column(volume.affine(), 1);
        this.normal = stepI.unit().cross(stepJ.unit());
        if (Math.abs(stepI.unit().dot(stepJ.unit())) > MAX_SKEW) {
            throw new IllegalArgumentException("rows and columns are not at right angles");
        }
    }

    private static Vector3 column(Affine affine, int column) {
        return new Vector3(affine.at(0, column), affine.at(1, column), affine.at(2, column)).flipped();
    }

    byte[] slice(int k) {
        String sopInstanceUid = Uid.derived(uids.seriesInstanceUid() + " slice " + k);
        ElementWriter file = new ElementWriter().raw(FileMeta.of(Uid.CT_IMAGE_STORAGE, sopInstanceUid));
        writeIdentity(file, sopInstanceUid);
        writePlace(file, k);
        writePixels(file, k);
        return file.bytes();
    }

    private void writeIdentity(ElementWriter file, String sopInstanceUid) {
        boolean axial = Math.abs(normal.z()) > AXIAL_COSINE;
        file.text(Tag.IMAGE_TYPE, "CS", axial ? "ORIGINAL\\PRIMARY\\AXIAL" : "DERIVED\\SECONDARY\\AXIAL")
                .text(Tag.SOP_CLASS_UID, "UI", Uid.CT_IMAGE_STORAGE)
                .text(Tag.SOP_INSTANCE_UID, "UI", sopInstanceUid)
                .text(Tag.STUDY_DATE, "DA", "20000101")
                .text(Tag.CONTENT_DATE, "DA", "20000101")
                .text(Tag.STUDY_TIME, "TM", "120000")
                .text(Tag.CONTENT_TIME, "TM", "120000")
                .text(Tag.ACCESSION_NUMBER, "SH", "")
                .text(Tag.MODALITY, "CS", "CT")
                .text(Tag.MANUFACTURER, "LO", "LungBurden")
                .text(Tag.REFERRING_PHYSICIAN_NAME, "PN", "")
                .text(Tag.SERIES_DESCRIPTION, "LO", "SYNTHETIC, NOT A PATIENT")
                .text(Tag.PATIENT_NAME, "PN", "SYNTHETIC^PHANTOM")
                .text(Tag.PATIENT_ID, "LO", "SYNTHETIC-0001")
                .text(Tag.PATIENT_BIRTH_DATE, "DA", "")
                .text(Tag.PATIENT_SEX, "CS", "O");
    }

    private void writePlace(ElementWriter file, int k) {
        Vector3 stepK = column(volume.affine(), 2);
        file.text(Tag.BODY_PART_EXAMINED, "CS", "CHEST")
                .decimals(Tag.SLICE_THICKNESS, Math.abs(stepK.dot(normal)))
                .text(Tag.KVP, "DS", "")
                .text(Tag.PATIENT_POSITION, "CS", "HFS")
                .text(Tag.STUDY_INSTANCE_UID, "UI", uids.studyInstanceUid())
                .text(Tag.SERIES_INSTANCE_UID, "UI", uids.seriesInstanceUid())
                .text(Tag.STUDY_ID, "SH", "")
                .text(Tag.SERIES_NUMBER, "IS", "1")
                .text(Tag.ACQUISITION_NUMBER, "IS", "1")
                .text(Tag.INSTANCE_NUMBER, "IS", Integer.toString(k + 1))
                .decimals(
                        Tag.IMAGE_POSITION_PATIENT,
                        xyz(column(volume.affine(), 3).plus(stepK.times(k))))
                .decimals(Tag.IMAGE_ORIENTATION_PATIENT, orientation())
                .text(Tag.FRAME_OF_REFERENCE_UID, "UI", Uid.derived(uids.seriesInstanceUid() + " frame of reference"))
                .text(Tag.POSITION_REFERENCE_INDICATOR, "LO", "");
    }

    private static double[] xyz(Vector3 vector) {
        return new double[] {vector.x(), vector.y(), vector.z()};
    }

    private double[] orientation() {
        Vector3 i = stepI.unit();
        Vector3 j = stepJ.unit();
        return new double[] {i.x(), i.y(), i.z(), j.x(), j.y(), j.z()};
    }

    private void writePixels(ElementWriter file, int k) {
        file.unsignedShorts(Tag.SAMPLES_PER_PIXEL, 1)
                .text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", "MONOCHROME2")
                .unsignedShorts(Tag.ROWS, volume.rows())
                .unsignedShorts(Tag.COLUMNS, volume.columns())
                .decimals(Tag.PIXEL_SPACING, stepJ.length(), stepI.length())
                .unsignedShorts(Tag.BITS_ALLOCATED, 16)
                .unsignedShorts(Tag.BITS_STORED, 16)
                .unsignedShorts(Tag.HIGH_BIT, 15)
                .unsignedShorts(Tag.PIXEL_REPRESENTATION, 1)
                .decimals(Tag.RESCALE_INTERCEPT, INTERCEPT_HU)
                .decimals(Tag.RESCALE_SLOPE, 1)
                .text(Tag.RESCALE_TYPE, "LO", "HU")
                .words(Tag.PIXEL_DATA, stored(volume.hu()[k]));
    }

    private static short[] stored(short[] hu) {
        short[] values = new short[hu.length];
        for (int n = 0; n < hu.length; n++) {
            values[n] = (short) Math.min(Short.MAX_VALUE, hu[n] - INTERCEPT_HU);
        }
        return values;
    }
}
