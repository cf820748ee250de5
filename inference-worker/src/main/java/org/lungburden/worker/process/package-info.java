/** A worker's process: its beans, its network, and the loop that claims jobs. */
@NullMarked
package org.lungburden.worker.process;

import org.jspecify.annotations.NullMarked;
