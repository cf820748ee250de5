/** Stable error codes, their HTTP status, category and sentence. */
@NullMarked
package org.lungburden.error;

import org.jspecify.annotations.NullMarked;
