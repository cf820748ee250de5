/** The lease of a running attempt: it is renewed, and the work is told when to stop. */
@NullMarked
package org.lungburden.worker.lease;

import org.jspecify.annotations.NullMarked;
