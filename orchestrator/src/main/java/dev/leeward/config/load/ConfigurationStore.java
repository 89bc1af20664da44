package dev.leeward.config.load;

import dev.leeward.config.Configuration;
import dev.leeward.config.load.ConfigurationCheck.Loaded;
import dev.leeward.config.source.Remark;
import dev.leeward.secret.Environment;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Holds the configuration in force. A file that has errors never replaces it. Thread-safe; reloads happen one after the
 * other.
 */
public final class ConfigurationStore {
    /** Only a node that acts needs what stands there; the API's tokens are never made up. */
    private static final Pattern ONLY_FOR_ACTING = Pattern.compile(
            "(services\\.[^.\\[]+\\.(steering|run-book|regions\\..*\\.agents)|notify|journal|vantage-points)\\b.*");

    private final Supplier<Loaded> file;
    private volatile InForce inForce;

    /** What is in force, with what it was made from. */
    private record InForce(Configuration configuration, Loaded loaded) {}

    private ConfigurationStore(Supplier<Loaded> file, InForce inForce) {
        this.file = file;
        this.inForce = inForce;
    }

    /** What came of the first reading. */
    public sealed interface Opening {
        /**
         * The file is in force.
         *
         * @param check with its warnings and forecasts
         */
        record Opened(ConfigurationStore store, ConfigurationCheck check) implements Opening {}

        /** The file has errors. */
        record Refused(List<Remark> remarks) implements Opening {}
    }

    /** What came of reading the file again. */
    public sealed interface Reload {
        /** Neither the file nor a secret has changed. */
        record Unchanged(String digest) implements Reload {}

        /**
         * The new configuration is in force.
         *
         * @param differences what changed, a line each, for people; without secrets
         */
        record Replaced(Configuration before, Configuration after, List<String> differences, List<Remark> warnings)
                implements Reload {}

        /** The file has errors; the configuration of before stays in force. */
        record Refused(List<Remark> remarks) implements Reload {}
    }

    /** Reads {@code file} for the first time. */
    public static Opening open(Path file, Environment environment) {
        return open(() -> Loaded.from(file, environment));
    }

    /** The same for a node that only observes: secrets that only acting needs are not fetched, and need not be there. */
    public static Opening openToObserve(Path file, Environment environment) {
        var secrets =
                Secrets.without(path -> ONLY_FOR_ACTING.matcher(path).matches(), FileText.directory(file), environment);
        return open(() -> Loaded.from(file, secrets));
    }

    private static Opening open(Supplier<Loaded> file) {
        Loaded loaded = file.get().withServices();
        Optional<Configuration> configuration = loaded.check().configuration();
        if (configuration.isEmpty()) return new Opening.Refused(loaded.check().remarks());
        var store = new ConfigurationStore(file, new InForce(configuration.get(), loaded));
        return new Opening.Opened(store, loaded.check());
    }

    /** The configuration in force. */
    public Configuration current() {
        return inForce.configuration();
    }

    /** Reads the file again, and its secrets. */
    public synchronized Reload reload() {
        InForce before = inForce;
        Loaded loaded = file.get().withServices();
        Optional<Configuration> configuration = loaded.check().configuration();
        if (configuration.isEmpty()) return new Reload.Refused(loaded.check().remarks());
        boolean same = loaded.digest().equals(before.loaded().digest())
                && loaded.secrets().equals(before.loaded().secrets());
        if (same) return new Reload.Unchanged(loaded.digest());
        inForce = new InForce(configuration.get(), loaded);
        return new Reload.Replaced(
                before.configuration(),
                configuration.get(),
                Differences.between(before.loaded(), loaded),
                loaded.check().warnings());
    }
}
