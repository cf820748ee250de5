/** Tests of corrections. */
@NullMarked
package org.lungburden.api.revisions;

import org.jspecify.annotations.NullMarked;
