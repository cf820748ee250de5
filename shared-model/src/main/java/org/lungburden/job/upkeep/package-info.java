/** Tasks for all jobs together: send messages, end expired leases, remove files, count jobs. */
@NullMarked
package org.lungburden.job.upkeep;

import org.jspecify.annotations.NullMarked;
