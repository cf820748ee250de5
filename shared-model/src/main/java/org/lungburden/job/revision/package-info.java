/** Corrected labels of finished jobs, and which result counts. */
@NullMarked
package org.lungburden.job.revision;

import org.jspecify.annotations.NullMarked;
