@NullMarked
package org.lungburden.standalone.study;

import org.jspecify.annotations.NullMarked;
