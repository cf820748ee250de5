package org.lungburden.study;

/**
 * The geometry fields of a NIfTI header, kept so that a mask can repeat these fields bit for bit.
 *
 * @param pixdim 8 floats; pixdim[0] is qfac
 * @param quatern b, c, d and the offsets x, y, z
 * @param srow the 12 numbers of sform
 */
public record NiftiCodes(int qformCode, int sformCode, float[] pixdim, float[] quatern, float[] srow, int xyztUnits) {}
