package dev.leeward.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code leeward --version} prints: the version the jar was built as. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String built = Version.class.getPackage().getImplementationVersion();
        return new String[] {"leeward " + Objects.requireNonNullElse(built, "(not packaged)")};
    }
}
