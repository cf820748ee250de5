@NullMarked
package org.lungburden.standalone.measure;

import org.jspecify.annotations.NullMarked;
