/** Serves the page for browsers, which the build of {@code web/} wrote into {@code static/}. */
@NullMarked
package org.lungburden.api.page;

import org.jspecify.annotations.NullMarked;
