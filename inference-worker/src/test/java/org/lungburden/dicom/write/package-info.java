@NullMarked
package org.lungburden.dicom.write;

import org.jspecify.annotations.NullMarked;
