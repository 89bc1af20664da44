package dev.leeward.config.load;

import dev.leeward.config.host.HostSettings;
import dev.leeward.config.source.Node;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.SourceText;
import dev.leeward.config.source.Span;
import dev.leeward.config.source.YamlTree;
import dev.leeward.secret.Environment;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What reading the file of an agent came to.
 *
 * @param settings what it means; empty when there are errors
 * @param remarks errors and warnings in the order of the file
 */
public record HostFile(Optional<HostSettings> settings, List<Remark> remarks) {
    public HostFile {
        remarks = List.copyOf(remarks);
    }

    /** Reads {@code file}. Never throws because of what is in it, or because it is not there. */
    public static HostFile read(Path file, Environment environment) {
        return switch (FileText.of(file)) {
            case FileText.Unreadable(Remark why) -> new HostFile(Optional.empty(), List.of(why));
            case FileText.Read(SourceText source) -> {
                var secrets = new Secrets(FileText.directory(file), environment);
                yield Parsed.of(source, new Reading(source, FileText.directory(file), secrets))
                        .file();
            }
        };
    }

    /** What was read, with every key of the language that was asked for. */
    record Parsed(HostFile file, Optional<Node> root, Set<String> keys) {
        static Parsed of(SourceText source, Reading reading) {
            return switch (YamlTree.read(source)) {
                case YamlTree.Outcome.Broken(Span span, String sentence) -> {
                    reading.error(new Place("", "", span), sentence, Optional.empty());
                    yield new Parsed(new HostFile(Optional.empty(), reading.remarks()), Optional.empty(), Set.of());
                }
                case YamlTree.Outcome.Grown(Node root) -> {
                    reading.locate(root);
                    var settings = new Cell(reading, root, Place.ROOT)
                            .section("keys such as service and region")
                            .flatMap(HostReading::read)
                            .filter(_ -> reading.errors() == 0);
                    yield new Parsed(
                            new HostFile(settings, reading.remarks()), Optional.of(root), Set.copyOf(reading.keys()));
                }
            };
        }
    }
}
