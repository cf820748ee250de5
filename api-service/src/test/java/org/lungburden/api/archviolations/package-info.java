/** Classes that break the rules of the architecture, each one of them. */
@NullMarked
package org.lungburden.api.archviolations;

import org.jspecify.annotations.NullMarked;
