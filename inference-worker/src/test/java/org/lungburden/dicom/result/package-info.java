@NullMarked
package org.lungburden.dicom.result;

import org.jspecify.annotations.NullMarked;
