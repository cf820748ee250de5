@NullMarked
package org.lungburden.standalone;

import org.jspecify.annotations.NullMarked;
