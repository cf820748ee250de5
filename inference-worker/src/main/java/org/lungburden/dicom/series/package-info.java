/** Finds the CT images of an upload, orders and places the slices, and builds a study from them. */
@NullMarked
package org.lungburden.dicom.series;

import org.jspecify.annotations.NullMarked;
