/** The result document. */
@NullMarked
package org.lungburden.result;

import org.jspecify.annotations.NullMarked;
