package dev.leeward.cli;

import dev.leeward.agent.state.AtomicFile;
import dev.leeward.config.load.AddressBook;
import dev.leeward.config.load.NamedBalancers;
import dev.leeward.fault.Problem;
import dev.leeward.linode.Allowance;
import dev.leeward.linode.Answer;
import dev.leeward.linode.LinodeAccount;
import dev.leeward.linode.NodeBalancers;
import dev.leeward.linode.NodeBalancers.Found;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code leeward resolve}. */
@Command(
        name = "resolve",
        header = "Look up the addresses of NodeBalancers, and keep them beside the configuration.",
        description = {
            "",
            "Where `addresses` of a region say `nodebalancer`, nodes read " + AddressBook.FILE
                    + " beside the configuration, and never"
                    + " ask Linode: they have to start while its API is down. This asks, shows what differs, and writes the"
                    + " file. Copy it to every node, and have them read it by `leeward reload`.",
            "",
            "Exit code 0: the file is as Linode says. 1: it is not, and was left as it was. 2: the configuration has errors."
                    + " 3: Linode could not be asked about all of them; the file was left as it was.",
            ""
        },
        footer = {"", "Examples:", "  leeward resolve leeward.yaml", "  leeward resolve leeward.yaml --dry-run"},
        mixinStandardHelpOptions = true)
final class ResolveCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigFile file = new ConfigFile();

    @Mixin
    private ConfirmOption confirm = new ConfirmOption();

    ResolveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        if (confirm.cannotAsk(surroundings)) {
            err.println("leeward: There is no terminal to ask on: say --yes to carry it out, or --dry-run to see what"
                    + " would happen.");
            err.flush();
            return Exit.USAGE;
        }
        var path = file.path(surroundings.environment());
        var named = NamedBalancers.of(path, Environment.of(surroundings.environment()));
        named.errors().forEach(remark -> err.println(remark.headline()));
        if (named.errors().isEmpty()
                && (named.names().isEmpty() || named.account().isEmpty())) {
            err.println("leeward: " + path + " names no NodeBalancer, or no account at Linode to ask for it");
        }
        err.flush();
        if (!named.errors().isEmpty()
                || named.names().isEmpty()
                || named.account().isEmpty()) return Exit.USAGE;
        try {
            return resolve(folder(path), named.names(), named.account().get());
        } catch (IOException e) {
            return failed(AddressBook.FILE + ": " + e.getMessage());
        }
    }

    private static Path folder(Path file) {
        var parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private int resolve(Path folder, SortedSet<String> names, LinodeAccount account) throws IOException {
        var before = AddressBook.in(folder);
        var addresses = new TreeMap<String, List<String>>();
        var allowance = Allowance.forLooking(LIMIT);
        try (var api = new NodeBalancers(account)) {
            for (var name : names) {
                switch (api.find(name, allowance)) {
                    case Answer.Got<Found>(Found found) ->
                        addresses.put(
                                name,
                                Stream.concat(found.balancer().ipv4().stream(), found.balancer().ipv6().stream())
                                        .toList());
                    case Answer.Refused<Found>(Problem problem) -> {
                        return failed(name + ": " + problem.sentence());
                    }
                    case Answer.Doubtful<Found>(Problem problem) -> {
                        return failed(name + ": " + problem.sentence());
                    }
                }
            }
        }
        var now = AddressBook.of(addresses);
        names.forEach(name -> out().println(line(name, before.of(name), now.of(name))));
        out().flush();
        return write(folder, before, now);
    }

    private static String line(String name, SortedSet<String> before, SortedSet<String> now) {
        var shown = name + ": " + String.join(", ", now);
        if (before.equals(now)) return shown + ", as before";
        return before.isEmpty() ? shown + ", new" : shown + ", before it was " + String.join(", ", before);
    }

    private int write(Path folder, AddressBook before, AddressBook now) throws IOException {
        var target = new AtomicFile(folder.resolve(AddressBook.FILE), AddressBook.MOST_BYTES);
        if (before.text().equals(now.text()) && target.read().isPresent()) return Exit.FINE;
        if (confirm.dryRun()
                || !confirm.confirmed(surroundings, spec.commandLine().getErr())) {
            out().println("Nothing was written.");
            out().flush();
            return Exit.NO;
        }
        target.replace(now.text().getBytes(StandardCharsets.UTF_8), PosixFilePermissions.fromString("rw-r--r--"));
        out().println("Written: " + target.path());
        out().flush();
        return Exit.FINE;
    }

    private int failed(String sentence) {
        var err = spec.commandLine().getErr();
        err.println("leeward: " + sentence);
        err.flush();
        return Exit.FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
