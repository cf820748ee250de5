package org.lungburden.standalone;

import picocli.CommandLine.IVersionProvider;

/** The version that Maven writes into the archive; the launcher reads the same from pom.xml. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"LungBurden " + (version == null ? "(not packaged)" : version)};
    }
}
