/** The audit's table. */
@NullMarked
package org.lungburden.audit.postgres;

import org.jspecify.annotations.NullMarked;
