/**
 * The DICOM file format: turns bytes into elements, and defines the tags and identifiers that the other packages use.
 */
@NullMarked
package org.lungburden.dicom.file;

import org.jspecify.annotations.NullMarked;
