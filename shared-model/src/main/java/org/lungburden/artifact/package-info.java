/** The port to the store of uploads and results. */
@NullMarked
package org.lungburden.artifact;

import org.jspecify.annotations.NullMarked;
