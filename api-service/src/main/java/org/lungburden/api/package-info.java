/** The REST API as one configuration. */
@NullMarked
package org.lungburden.api;

import org.jspecify.annotations.NullMarked;
