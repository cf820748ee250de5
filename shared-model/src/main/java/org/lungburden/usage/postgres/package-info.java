/** The use of each caller in PostgreSQL. */
@NullMarked
package org.lungburden.usage.postgres;

import org.jspecify.annotations.NullMarked;
