/**
 * Reads a NIfTI-1 or NIfTI-2 file, plain, gzipped or in a zip, and writes volumes and masks as NIfTI-1. Sources: the
 * headers nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
 */
@NullMarked
package org.lungburden.nifti;

import org.jspecify.annotations.NullMarked;
