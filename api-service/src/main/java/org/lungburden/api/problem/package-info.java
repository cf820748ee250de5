/** Every failure as an RFC 9457 problem with a stable code; the text of an exception never leaves. */
@NullMarked
package org.lungburden.api.problem;

import org.jspecify.annotations.NullMarked;
