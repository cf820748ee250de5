@NullMarked
package org.lungburden.standalone.client.archviolations;

import org.jspecify.annotations.NullMarked;
