@NullMarked
package org.lungburden.statistics.archviolations;

import org.jspecify.annotations.NullMarked;
