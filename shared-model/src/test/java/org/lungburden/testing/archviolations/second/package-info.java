/** One half of a circle of packages. */
@NullMarked
package org.lungburden.testing.archviolations.second;

import org.jspecify.annotations.NullMarked;
