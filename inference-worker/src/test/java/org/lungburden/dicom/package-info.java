@NullMarked
package org.lungburden.dicom;

import org.jspecify.annotations.NullMarked;
