/** Tests of the phantom against brute force and against what others read from its files. */
@NullMarked
package org.lungburden.phantom;

import org.jspecify.annotations.NullMarked;
