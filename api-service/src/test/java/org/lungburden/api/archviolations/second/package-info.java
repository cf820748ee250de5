/** One half of a cycle of packages. */
@NullMarked
package org.lungburden.api.archviolations.second;

import org.jspecify.annotations.NullMarked;
