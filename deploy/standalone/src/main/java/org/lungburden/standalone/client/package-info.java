/** The HTTP client of the command quantify, and its output. */
@NullMarked
package org.lungburden.standalone.client;

import org.jspecify.annotations.NullMarked;
