@NullMarked
package org.lungburden.binding;

import org.jspecify.annotations.NullMarked;
