@NullMarked
package org.lungburden.pipeline.archviolations;

import org.jspecify.annotations.NullMarked;
