/** How a command ends: its exit code, and what it says when it fails. */
@NullMarked
package org.lungburden.standalone.exit;

import org.jspecify.annotations.NullMarked;
