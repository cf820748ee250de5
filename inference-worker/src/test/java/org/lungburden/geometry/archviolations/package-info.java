@NullMarked
package org.lungburden.geometry.archviolations;

import org.jspecify.annotations.NullMarked;
