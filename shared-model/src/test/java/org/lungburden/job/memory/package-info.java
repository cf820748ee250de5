/** The job store in memory that tests use in the place of PostgreSQL; it passes the same contract. */
@NullMarked
package org.lungburden.job.memory;

import org.jspecify.annotations.NullMarked;
