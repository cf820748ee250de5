@NullMarked
package org.lungburden.dicom.file;

import org.jspecify.annotations.NullMarked;
