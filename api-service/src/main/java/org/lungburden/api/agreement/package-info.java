/** How far corrected outlines are from the automatic ones: of one job, and of all. */
@NullMarked
package org.lungburden.api.agreement;

import org.jspecify.annotations.NullMarked;
