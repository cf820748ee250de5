/** How a command ends: its exit code, and its message on failure. */
@NullMarked
package org.lungburden.standalone.exit;

import org.jspecify.annotations.NullMarked;
