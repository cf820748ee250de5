/** Hands out results and files of finished jobs. */
@NullMarked
package org.lungburden.api.results;

import org.jspecify.annotations.NullMarked;
