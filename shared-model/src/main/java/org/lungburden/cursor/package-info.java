/** The text of a place in a list, which a client sends back for the next page. */
@NullMarked
package org.lungburden.cursor;

import org.jspecify.annotations.NullMarked;
