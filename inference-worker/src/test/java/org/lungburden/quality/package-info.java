@org.jspecify.annotations.NullMarked
package org.lungburden.quality;
