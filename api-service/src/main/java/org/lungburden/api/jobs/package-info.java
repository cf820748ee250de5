/** Tells how jobs stand. */
@NullMarked
package org.lungburden.api.jobs;

import org.jspecify.annotations.NullMarked;
