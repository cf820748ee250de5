package org.lungburden.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs scripts in the system's Python, whose nibabel, pydicom, numpy, scipy and Pillow are the oracles. */
public final class PythonOracle {
    private static final String PREAMBLE = """
            import numpy as np
            open("out", "wb").close()
            def read(dtype): return np.fromfile("in", dtype)
            def write(array, dtype): np.ascontiguousarray(array, dtype).tofile("out")
            """;

    private static final String SYSTEM = "/usr/bin/python3";

    private PythonOracle() {}

    /** The same in a Python with the packages of {@code deploy/harness/oracles}: highdicom, and pydicom 3. */
    public static String runPinned(Path folder, String script, Object... arguments)
            throws IOException, InterruptedException {
        return run(Pinned.PYTHON, folder, script, arguments);
    }

    /** Installed when a test first asks for it. */
    private static final class Pinned {
        static final String PYTHON = install();

        private static String install() {
            try {
                Process process = new ProcessBuilder(SYSTEM, "-m", "harness.oracles")
                        .directory(Path.of("..", "deploy").toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                process.getOutputStream().close();
                String python = new String(process.getInputStream().readAllBytes(), UTF_8).trim();
                if (process.waitFor() != 0) {
                    throw new AssertionError("the oracles of deploy/harness/oracles could not be installed");
                }
                return python;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    /**
     * @param folder the only place that the script writes to
     * @return standard output; a script that fails, or lacks a module, fails the test with what it said
     */
    public static String run(Path folder, String script, Object... arguments) throws IOException, InterruptedException {
        return run(SYSTEM, folder, script, arguments);
    }

    private static String run(String python, Path folder, String script, Object... arguments)
            throws IOException, InterruptedException {
        List<String> given = Arrays.stream(arguments).map(Object::toString).toList();
        OracleMemo memo = OracleMemo.of(folder, python + script, given);
        String known = memo == null ? null : memo.recall(folder);
        if (known != null) {
            return known;
        }
        String said = ask(python, folder, script, given);
        if (memo != null) {
            memo.keep(folder, said);
        }
        return said;
    }

    private static String ask(String python, Path folder, String script, List<String> arguments)
            throws IOException, InterruptedException {
        Path file = Files.createTempFile("oracle", ".py");
        try {
            Files.writeString(file, script);
            List<String> command = new ArrayList<>(List.of(python, file.toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("the oracle failed: " + output);
            }
            return output;
        } finally {
            Files.delete(file);
        }
    }

    /** Runs a script that may call {@code read(dtype)} for the input and {@code write(array, dtype)} for its answer. */
    public static ByteBuffer run(String script, ByteBuffer input) {
        try {
            Path folder = Files.createTempDirectory("oracle");
            Path in = folder.resolve("in");
            Path out = folder.resolve("out");
            try {
                Files.write(in, input.array());
                run(folder, PREAMBLE + script);
                return ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
            } finally {
                Files.deleteIfExists(in);
                Files.deleteIfExists(out);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static ByteBuffer bytes(byte[]... slices) {
        return ByteBuffer.wrap(join(slices));
    }

    public static ByteBuffer shorts(short[]... slices) {
        int length = 0;
        for (short[] slice : slices) {
            length += slice.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (short[] slice : slices) {
            for (short value : slice) {
                buffer.putShort(value);
            }
        }
        return buffer;
    }

    public static ByteBuffer floats(float[]... slices) {
        int length = 0;
        for (float[] slice : slices) {
            length += slice.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(4 * length).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] slice : slices) {
            for (float value : slice) {
                buffer.putFloat(value);
            }
        }
        return buffer;
    }

    private static byte[] join(byte[][] slices) {
        int length = 0;
        for (byte[] slice : slices) {
            length += slice.length;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (byte[] slice : slices) {
            buffer.put(slice);
        }
        return buffer.array();
    }
}
