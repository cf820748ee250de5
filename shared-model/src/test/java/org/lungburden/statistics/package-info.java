@NullMarked
package org.lungburden.statistics;

import org.jspecify.annotations.NullMarked;
