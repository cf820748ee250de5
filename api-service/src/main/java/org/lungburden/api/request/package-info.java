/** Checks that apply to the requests of every call. */
@NullMarked
package org.lungburden.api.request;

import org.jspecify.annotations.NullMarked;
