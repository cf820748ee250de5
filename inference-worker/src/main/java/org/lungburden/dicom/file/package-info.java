/** The DICOM file format: bytes to elements, and the tags and identifiers that the others name. */
@NullMarked
package org.lungburden.dicom.file;

import org.jspecify.annotations.NullMarked;
