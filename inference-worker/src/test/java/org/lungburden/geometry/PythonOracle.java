package org.lungburden.geometry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script in the system's Python, whose nibabel, pydicom and scipy are the oracles. */
public final class PythonOracle {
    private PythonOracle() {}

    /** @return standard output; a script that fails, or lacks a module, fails the test with what it said */
    public static String run(Path folder, String script, Object... arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "oracle", ".py");
        Files.writeString(file, script);
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", file.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("the oracle failed: " + output);
        }
        return output;
    }
}
