/** Tests of the kept keys in PostgreSQL. */
@NullMarked
package org.lungburden.access.postgres;

import org.jspecify.annotations.NullMarked;
