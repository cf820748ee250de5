/** Reads a study from a request's body, raw or in a form, and checks the bytes while they stream. */
@NullMarked
package org.lungburden.api.upload.body;

import org.jspecify.annotations.NullMarked;
