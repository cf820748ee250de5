@NullMarked
package org.lungburden.standalone.client;

import org.jspecify.annotations.NullMarked;
