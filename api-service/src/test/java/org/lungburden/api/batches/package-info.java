/** Batches over HTTP. */
@NullMarked
package org.lungburden.api.batches;

import org.jspecify.annotations.NullMarked;
