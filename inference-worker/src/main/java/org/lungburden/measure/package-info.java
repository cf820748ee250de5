/** Volumes, burden and densities: pure kernels. */
@NullMarked
package org.lungburden.measure;

import org.jspecify.annotations.NullMarked;
