/** Shows and changes jobs for their owner. */
@NullMarked
package org.lungburden.api.jobs;

import org.jspecify.annotations.NullMarked;
