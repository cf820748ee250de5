/** CT series as DICOM files. */
@NullMarked
package org.lungburden.dicom.write;

import org.jspecify.annotations.NullMarked;
