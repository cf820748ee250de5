@NullMarked
package org.lungburden.nifti.archviolations;

import org.jspecify.annotations.NullMarked;
