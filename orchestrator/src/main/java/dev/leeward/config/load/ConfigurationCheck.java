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
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        static Loaded from(Path file, Environment environment) {
            String name = file.toString();
            try {
                byte[] bytes;
                try (InputStream in = Files.newInputStream(file)) {
                    bytes = in.readNBytes(SourceText.MAX_BYTES + 1);
                }
                if (bytes.length > SourceText.MAX_BYTES)
                    return broken(name, "larger than 1 MiB; that is no configuration");
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                return from(file, new SourceText(name, text, SourceText.digest(bytes)), environment);
            } catch (NoSuchFileException e) {
                return broken(name, "there is no such file");
            } catch (CharacterCodingException e) {
                return broken(name, "not UTF-8 text");
            } catch (IOException e) {
                return broken(name, "cannot be read: " + e.getClass().getSimpleName());
            }
        }

        static Loaded from(Path file, SourceText source, Environment environment) {
            Path directory =
                    Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
            var reading = new Reading(source, directory, new Secrets(directory, environment));
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

        private static Loaded broken(String name, String sentence) {
            var remark = new Remark(Severity.ERROR, name, Span.START, "", sentence, Optional.empty(), Optional.empty());
            var check = new ConfigurationCheck(Optional.empty(), List.of(remark), List.of());
            return new Loaded(check, Optional.empty(), Map.of(), Set.of(), "");
        }
    }
}
