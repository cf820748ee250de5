/** The analytic chest. */
@NullMarked
package org.lungburden.phantom;

import org.jspecify.annotations.NullMarked;
