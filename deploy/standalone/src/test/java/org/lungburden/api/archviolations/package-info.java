@NullMarked
package org.lungburden.api.archviolations;

import org.jspecify.annotations.NullMarked;
