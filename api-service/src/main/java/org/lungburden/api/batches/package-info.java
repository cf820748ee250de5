/** Batches: the jobs that a client gave one name, seen and canceled together. */
@NullMarked
package org.lungburden.api.batches;

import org.jspecify.annotations.NullMarked;
