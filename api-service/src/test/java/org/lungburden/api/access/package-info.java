/** Tests of who may call. */
@NullMarked
package org.lungburden.api.access;

import org.jspecify.annotations.NullMarked;
