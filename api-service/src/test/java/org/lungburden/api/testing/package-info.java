/** A real server over fakes of the ports. */
@NullMarked
package org.lungburden.api.testing;

import org.jspecify.annotations.NullMarked;
