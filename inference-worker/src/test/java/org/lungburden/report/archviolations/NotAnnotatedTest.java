package org.lungburden.report.archviolations;

import java.nio.ByteBuffer;
import org.lungburden.testing.PythonOracle;

class NotAnnotatedTest {
    ByteBuffer ask() {
        return PythonOracle.run("write(read('u1'), 'u1')", ByteBuffer.allocate(1));
    }
}
