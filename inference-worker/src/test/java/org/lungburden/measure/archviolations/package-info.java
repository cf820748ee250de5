@NullMarked
package org.lungburden.measure.archviolations;

import org.jspecify.annotations.NullMarked;
