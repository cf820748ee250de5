/** Renews the lease of a running attempt, and stops the work when necessary. */
@NullMarked
package org.lungburden.worker.lease;

import org.jspecify.annotations.NullMarked;
