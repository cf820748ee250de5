package org.lungburden.study;

import org.lungburden.geometry.Affine;

/**
 * A scan as its headers describe it.
 *
 * @param affine (column, row, slice) to RAS+ mm
 */
public record ScanSize(int columns, int rows, int slices, Affine affine) {}
