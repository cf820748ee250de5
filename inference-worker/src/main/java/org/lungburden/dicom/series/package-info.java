/** The slices of an upload: the CT images among them, their order and place, and the study that they make. */
@NullMarked
package org.lungburden.dicom.series;

import org.jspecify.annotations.NullMarked;
