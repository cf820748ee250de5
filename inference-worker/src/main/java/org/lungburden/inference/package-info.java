/** The only package that knows DJL. */
@NullMarked
package org.lungburden.inference;

import org.jspecify.annotations.NullMarked;
