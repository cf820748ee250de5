/** DICOM: bytes to volume and back. */
@NullMarked
package org.lungburden.dicom;

import org.jspecify.annotations.NullMarked;
