package org.lungburden.study;

/** The image format that a study came in. */
public enum StudyFormat {
    DICOM,
    NIFTI
}
