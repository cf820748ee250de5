/** Takes a job, keeps its lease, completes it. */
@NullMarked
package org.lungburden.worker;

import org.jspecify.annotations.NullMarked;
