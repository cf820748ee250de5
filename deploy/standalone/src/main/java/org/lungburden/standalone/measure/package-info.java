/** Measures the studies that a user names, one or thousands, and keeps account of them. */
@NullMarked
package org.lungburden.standalone.measure;

import org.jspecify.annotations.NullMarked;
