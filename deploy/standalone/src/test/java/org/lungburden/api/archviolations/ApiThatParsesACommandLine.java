package org.lungburden.api.archviolations;

import picocli.CommandLine;

class ApiThatParsesACommandLine {
    CommandLine parser() {
        return new CommandLine(this);
    }
}
