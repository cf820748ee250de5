@NullMarked
package org.lungburden.dicom.pixel;

import org.jspecify.annotations.NullMarked;
