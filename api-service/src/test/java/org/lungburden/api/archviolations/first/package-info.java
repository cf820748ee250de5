/** One half of a cycle of packages. */
@NullMarked
package org.lungburden.api.archviolations.first;

import org.jspecify.annotations.NullMarked;
