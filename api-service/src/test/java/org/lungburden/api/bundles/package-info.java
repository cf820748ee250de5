/** Tables and zips over HTTP. */
@NullMarked
package org.lungburden.api.bundles;

import org.jspecify.annotations.NullMarked;
