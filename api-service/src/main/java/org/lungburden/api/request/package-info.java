/** Checks that hold for the request of every call. */
@NullMarked
package org.lungburden.api.request;

import org.jspecify.annotations.NullMarked;
