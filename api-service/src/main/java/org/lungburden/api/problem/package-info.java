/** Every failure as an RFC 9457 problem with a stable code. Clients never see the text of an exception. */
@NullMarked
package org.lungburden.api.problem;

import org.jspecify.annotations.NullMarked;
