/** The work queue of a single process. */
@NullMarked
package org.lungburden.queue.inprocess;

import org.jspecify.annotations.NullMarked;
