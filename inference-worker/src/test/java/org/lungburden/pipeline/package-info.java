@NullMarked
package org.lungburden.pipeline;

import org.jspecify.annotations.NullMarked;
