package dev.leeward.config.load;

import dev.leeward.config.Configuration;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.Remark.Severity;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.Span;
import dev.leeward.config.source.YamlTree;
import dev.leeward.secret.Environment;
import dev.leeward.secret.Secret;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be said about a configuration file without asking anybody outside this machine.
 *
 * @param configuration what it means; empty when there are errors
 * @param remarks errors and warnings in the order of the file
 * @param forecasts how long a failover of each service takes; empty when there are errors
 */
public record ConfigurationCheck(
        Optional<Configuration> configuration, List<Remark> remarks, List<Forecast> forecasts) {
    public ConfigurationCheck {
        remarks = List.copyOf(remarks);
        forecasts = List.copyOf(forecasts);
    }

    /** What makes the file unusable. */
    public List<Remark> errors() {
        return remarks.stream().filter(Remark::isError).toList();
    }

    /** What a person should look at nevertheless. */
    public List<Remark> warnings() {
        return remarks.stream().filter(r -> !r.isError()).toList();
    }

    /** Reads {@code file} and checks it. Never throws because of what is in it, or because it is not there. */
    public static ConfigurationCheck of(Path file, Environment environment) {
        return Loaded.from(file, environment).check();
    }

    /**
     * The same, for looking at what a configuration means where its secrets are not at hand: none of them is fetched, and
     * files that it names need not be there. No node can run on what comes out of this.
     */
    public static ConfigurationCheck withoutSecrets(Path file) {
        return Loaded.from(file, Secrets.pretended(FileText.directory(file))).check();
    }

    /**
     * The same for what concerns stores and tables only: no other secrets are fetched, and they need not be there. No node
     * can run on what comes out of this.
     */
    public static ConfigurationCheck ofTables(Path file, Environment environment) {
        var secrets = Secrets.without(path -> !path.startsWith("data."), FileText.directory(file), environment);
        return Loaded.from(file, secrets).check().withTables(file);
    }

    /** The same for going through flows by hand: no other secrets than theirs are fetched. No node can run on it. */
    public static ConfigurationCheck ofFlows(Path file, Environment environment) {
        var secrets = Secrets.without(
                path -> !path.contains(".flows.") && !path.contains(".addresses"),
                FileText.directory(file),
                environment);
        return Loaded.from(file, secrets).check();
    }

    private ConfigurationCheck withTables(Path file) {
        boolean fine = configuration.isEmpty()
                || configuration.flatMap(Configuration::declaration).isPresent();
        return fine ? this : broken(file, "there are no stores and tables in it", "add data: with stores and tables");
    }

    private ConfigurationCheck broken(Path file, String sentence, String advice) {
        var why = new Remark(
                Severity.ERROR, file.toString(), Span.START, "", sentence, Optional.of(advice), Optional.empty());
        List<Remark> all = new ArrayList<>(remarks);
        all.addFirst(why);
        return new ConfigurationCheck(Optional.empty(), all, List.of());
    }

    /** Checks {@code text} as if it stood in {@code file}. */
    public static ConfigurationCheck of(Path file, String text, Environment environment) {
        return Loaded.from(file, SourceText.of(file.toString(), text), environment)
                .check();
    }

    /**
     * A check with what is needed to compare it with the next one.
     *
     * @param root the tree, where the file is YAML
     * @param secrets those that were fetched, by path
     * @param keys every key of the language that was asked for
     */
    record Loaded(
            ConfigurationCheck check,
            Optional<Node> root,
            Map<String, Secret> secrets,
            Set<String> keys,
            String digest) {
        /** A file without services is refused: a node has nothing to do with it. */
        Loaded withServices() {
            Optional<Configuration> read = check.configuration();
            if (read.isEmpty() || !read.get().topology().services().isEmpty()) return this;
            var refused = check.broken(
                    read.get().file(), "there are no services in it, so a node has nothing to watch", "add services:");
            return new Loaded(refused, root, secrets, keys, digest);
        }

        static Loaded from(Path file, Environment environment) {
            return from(file, new Secrets(FileText.directory(file), environment));
        }

        static Loaded from(Path file, Secrets secrets) {
            return switch (FileText.of(file)) {
                case FileText.Read(SourceText source) -> from(file, source, secrets);
                case FileText.Unreadable(Remark why) -> broken(why);
            };
        }

        static Loaded from(Path file, SourceText source, Environment environment) {
            return from(file, source, new Secrets(FileText.directory(file), environment));
        }

        private static Loaded from(Path file, SourceText source, Secrets secrets) {
            var reading = new Reading(source, FileText.directory(file), secrets);
            return switch (YamlTree.read(source)) {
                case YamlTree.Outcome.Broken(Span span, String sentence) -> {
                    reading.error(new Place("", "", span), sentence, Optional.empty());
                    yield of(reading, Optional.empty(), Optional.empty(), List.of(), source.digest());
                }
                case YamlTree.Outcome.Grown(Node root) -> grown(file, source, reading, root);
            };
        }

        private static Loaded grown(Path file, SourceText source, Reading reading, Node root) {
            Optional<Draft> draft = new DraftReading(reading).read(root);
            draft.ifPresent(d -> Rules.judge(d, reading));
            if (draft.isEmpty() || reading.errors() > 0) {
                return of(reading, Optional.empty(), Optional.of(root), List.of(), source.digest());
            }
            List<Forecast> forecasts = new ArrayList<>();
            draft.get().services().forEach(service -> forecasts.add(Forecasts.of(service)));
            var configuration = Assembly.of(file.toAbsolutePath(), source.digest(), draft.get());
            return of(reading, Optional.of(configuration), Optional.of(root), forecasts, source.digest());
        }

        private static Loaded of(
                Reading reading,
                Optional<Configuration> configuration,
                Optional<Node> root,
                List<Forecast> forecasts,
                String digest) {
            var check = new ConfigurationCheck(configuration, reading.remarks(), forecasts);
            return new Loaded(check, root, reading.found(), reading.keys(), digest);
        }

        private static Loaded broken(Remark why) {
            var check = new ConfigurationCheck(Optional.empty(), List.of(why), List.of());
            return new Loaded(check, Optional.empty(), Map.of(), Set.of(), "");
        }
    }
}
