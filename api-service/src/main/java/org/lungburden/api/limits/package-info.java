/** How much each caller may use. */
@NullMarked
package org.lungburden.api.limits;

import org.jspecify.annotations.NullMarked;
