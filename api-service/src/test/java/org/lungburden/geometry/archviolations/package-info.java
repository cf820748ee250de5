/** A stand-in for the proofs of the architecture's rules. */
@NullMarked
package org.lungburden.geometry.archviolations;

import org.jspecify.annotations.NullMarked;
