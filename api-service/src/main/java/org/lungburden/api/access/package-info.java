/** Who may call: sign-in by key or token, scopes, and requests from pages that are not the user's. */
@NullMarked
package org.lungburden.api.access;

import org.jspecify.annotations.NullMarked;
