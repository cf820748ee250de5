package org.lungburden.inference;

/** The engine reads these system properties once, when its class is loaded. */
final class EngineProperties {
    private EngineProperties() {}

    static void set(int threads) {
        // the engine must neither download anything nor report anything to the outside
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.offline", "true");
        // the profiling executor makes the first runs several times slower and does not speed up a frozen graph
        System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    }
}
