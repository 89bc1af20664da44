package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings.NodeBalancerPlace;
import dev.leeward.config.source.Remark;
import dev.leeward.config.source.YamlTree;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.secret.Environment;
import dev.leeward.secret.Secrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The NodeBalancers that a configuration names for its regions, and the account they are in: what can be read of it before anybody
 * knows their addresses.
 *
 * @param errors in what was looked at
 */
public record NamedBalancers(Optional<LinodeAccount> account, SortedSet<String> names, List<Remark> errors) {
    /** Those of {@code file}. No other secrets are fetched than the account's. */
    public static NamedBalancers of(Path file, Environment environment) {
        var directory = FileText.directory(file);
        var secrets = Secrets.without(path -> !path.startsWith("linode."), directory, environment);
        return switch (FileText.of(file)) {
            case FileText.Unreadable(Remark why) -> new NamedBalancers(Optional.empty(), new TreeSet<>(), List.of(why));
            case FileText.Read(var source) -> {
                var reading = new Reading(source, directory, secrets);
                Optional<Draft> draft = switch (YamlTree.read(source)) {
                    case YamlTree.Outcome.Grown(var root) -> new DraftReading(reading).read(root);
                    case YamlTree.Outcome.Broken(var span, String sentence) -> {
                        reading.error(new Place("", "", span), sentence, Optional.empty());
                        yield Optional.empty();
                    }
                };
                yield new NamedBalancers(
                        draft.flatMap(Draft::linode),
                        draft.map(NamedBalancers::names).orElseGet(TreeSet::new),
                        reading.remarks().stream().filter(Remark::isError).toList());
            }
        };
    }

    private static SortedSet<String> names(Draft draft) {
        var names = new TreeSet<String>();
        draft.services()
                .forEach(service -> service.regions()
                        .forEach(region -> region.nodeBalancer()
                                .map(NodeBalancerPlace::name)
                                .ifPresent(names::add)));
        return names;
    }
}
