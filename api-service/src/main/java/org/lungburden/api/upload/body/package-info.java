/** How a study arrives: the body of a request, raw or in a form, checked while it streams. */
@NullMarked
package org.lungburden.api.upload.body;

import org.jspecify.annotations.NullMarked;
