/** Pixel data of a frame: decoded, and brought to Hounsfield units. */
@NullMarked
package org.lungburden.dicom.pixel;

import org.jspecify.annotations.NullMarked;
