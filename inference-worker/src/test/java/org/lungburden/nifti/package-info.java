/** Tests of NIfTI against nibabel and against files broken on purpose. */
@NullMarked
package org.lungburden.nifti;

import org.jspecify.annotations.NullMarked;
