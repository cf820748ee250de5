/** Volumes, affine, orientation: plain Java, patient coordinates in RAS+ millimetres. */
@NullMarked
package org.lungburden.geometry;

import org.jspecify.annotations.NullMarked;
