@NullMarked
package org.lungburden.standalone.cohort;

import org.jspecify.annotations.NullMarked;
