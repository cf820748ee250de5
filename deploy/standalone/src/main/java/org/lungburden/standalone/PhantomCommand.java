package org.lungburden.standalone;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Placeholder until the phantom's own classes are merged. */
@Command(name = "phantom", mixinStandardHelpOptions = true, description = "Writes the phantom and its known volumes.")
final class PhantomCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw CommandFailedException.failed("not merged yet");
    }
}
