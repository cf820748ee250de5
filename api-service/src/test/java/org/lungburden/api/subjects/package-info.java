@NullMarked
package org.lungburden.api.subjects;

import org.jspecify.annotations.NullMarked;
