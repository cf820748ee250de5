package org.lungburden.inference;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Run as a process of its own: starts the engine, has it compute, and tells which build it is. */
final class EngineFromChosenBuild {
    private EngineFromChosenBuild() {}

    public static void main(String[] arguments) {
        PlacedNetwork.startEngine(Placement.cpu(1));
        try (NDManager manager = NDManager.newBaseManager(TorchRunner.ENGINE)) {
            float two = manager.ones(new Shape(1)).add(1).toFloatArray()[0];
            System.out.println("1 + 1 = " + two + " of " + System.getProperty("PYTORCH_FLAVOR"));
        }
    }
}
