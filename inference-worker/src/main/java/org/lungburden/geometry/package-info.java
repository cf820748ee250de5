/** Volumes, affine, orientation: plain Java, patient coordinates in RAS+ millimeters. */
@NullMarked
package org.lungburden.geometry;

import org.jspecify.annotations.NullMarked;
