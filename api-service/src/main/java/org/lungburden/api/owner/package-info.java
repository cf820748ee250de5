/** Determines whose jobs a request may see. */
@NullMarked
package org.lungburden.api.owner;

import org.jspecify.annotations.NullMarked;
