/** One half of a circle of packages. */
@NullMarked
package org.lungburden.testing.archviolations.first;

import org.jspecify.annotations.NullMarked;
