/** An audit in memory. */
@NullMarked
package org.lungburden.audit.memory;

import org.jspecify.annotations.NullMarked;
