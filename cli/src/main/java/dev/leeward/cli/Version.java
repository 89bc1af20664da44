package dev.leeward.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code leeward --version} prints: the version the jar was built as. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"leeward " + number()};
    }

    /** The version alone. */
    String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not packaged)");
    }
}
