/** Decodes the pixel data of a frame and converts the values to Hounsfield units. */
@NullMarked
package org.lungburden.dicom.pixel;

import org.jspecify.annotations.NullMarked;
