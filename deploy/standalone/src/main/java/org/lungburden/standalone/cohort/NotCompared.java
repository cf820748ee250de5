package org.lungburden.standalone.cohort;

/** Why a study has no agreement. */
enum NotCompared {
    /** The folder of the result holds no labels.nii.gz. */
    NO_LABELS,
    /** The folder of references holds no mask of this study. */
    NO_REFERENCE,
    /** labels.nii.gz is no mask. */
    LABELS_UNREADABLE,
    /** labels.nii.gz holds another lung volume than the table. */
    LABELS_OF_ANOTHER_STUDY,
    /** The reference is no mask of labels 0 to 3. */
    REFERENCE_UNREADABLE,
    /** The masks have other voxels. */
    GRID_DIFFERS
}
