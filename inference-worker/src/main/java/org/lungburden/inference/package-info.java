/** Runs the network. No other package uses DJL. */
@NullMarked
package org.lungburden.inference;

import org.jspecify.annotations.NullMarked;
