@NullMarked
package org.lungburden.artifact.s3;

import org.jspecify.annotations.NullMarked;
