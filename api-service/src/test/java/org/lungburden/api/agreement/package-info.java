/** Tests of the comparison of outlines. */
@NullMarked
package org.lungburden.api.agreement;

import org.jspecify.annotations.NullMarked;
