/** What is done for all jobs beside their attempts: messages sent, expired leases ended, files removed, jobs counted. */
@NullMarked
package org.lungburden.job.upkeep;

import org.jspecify.annotations.NullMarked;
