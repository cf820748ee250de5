/** DICOM files of a result: what a scan's archive takes back. */
@NullMarked
package org.lungburden.dicom.result;

import org.jspecify.annotations.NullMarked;
