/** NIfTI-1: bytes to volume and back. */
@NullMarked
package org.lungburden.nifti;

import org.jspecify.annotations.NullMarked;
