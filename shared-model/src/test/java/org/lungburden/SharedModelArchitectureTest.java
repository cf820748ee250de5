package org.lungburden;

import org.lungburden.testing.PackageCircles;

/** The rooms of the shared model form no circle; the other modules' tests hold who may know them. */
class SharedModelArchitectureTest extends PackageCircles {}
