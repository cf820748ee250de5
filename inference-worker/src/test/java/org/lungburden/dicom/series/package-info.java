@NullMarked
package org.lungburden.dicom.series;

import org.jspecify.annotations.NullMarked;
