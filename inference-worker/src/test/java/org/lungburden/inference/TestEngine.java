package org.lungburden.inference;

/** The engine as the worker starts it. */
final class TestEngine {
    private TestEngine() {}

    static void start() {
        EngineProperties.set(2);
    }
}
