/** Tests of the geometry, and what other tests need to make volumes and to ask Python. */
@NullMarked
package org.lungburden.geometry;

import org.jspecify.annotations.NullMarked;
