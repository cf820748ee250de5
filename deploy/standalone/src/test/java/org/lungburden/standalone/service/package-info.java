@NullMarked
package org.lungburden.standalone.service;

import org.jspecify.annotations.NullMarked;
