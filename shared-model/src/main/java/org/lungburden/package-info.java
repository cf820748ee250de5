/** The configuration that the modules' mains import. */
@NullMarked
package org.lungburden;

import org.jspecify.annotations.NullMarked;
