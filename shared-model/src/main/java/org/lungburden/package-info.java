/** The configuration that each module's main imports. */
@NullMarked
package org.lungburden;

import org.jspecify.annotations.NullMarked;
