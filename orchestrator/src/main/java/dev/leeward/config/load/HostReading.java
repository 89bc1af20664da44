package dev.leeward.config.load;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.host.EnvironmentSettings;
import dev.leeward.config.host.FenceSettings;
import dev.leeward.config.host.HostCheck;
import dev.leeward.config.host.HostSettings;
import dev.leeward.config.host.HostSettings.Orchestrator;
import dev.leeward.declared.Declaration;
import dev.leeward.region.RegionName;
import dev.leeward.region.ServiceName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads the file of an agent. */
final class HostReading {
    private static final int MAX_ORCHESTRATORS = 8;
    private static final int MAX_UNITS = 32;
    private static final int MAX_COMMANDS = 8;
    private static final ServerAddress LISTEN = new ServerAddress("127.0.0.1", 8601);
    /** As systemd allows them, without what could be taken for an option or a path. */
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9:_.\\\\@-]{0,200}");

    private static final Pattern KEY = Pattern.compile("[A-Z_][A-Z0-9_]*\\*?");

    private HostReading() {}

    static Optional<HostSettings> read(Section file) {
        Optional<ServiceName> service = file.require("service", "service: shop")
                .flatMap(cell -> named(cell, ServiceName::isValid).map(ServiceName::new));
        Optional<RegionName> region = file.require("region", "region: us-east")
                .flatMap(cell -> named(cell, RegionName::isValid).map(RegionName::new));
        Optional<String> name = file.require("name", "name: web-1").flatMap(NodeReading::nodeName);
        Path state = file.value("state", Path.of("/var/lib/leeward-agent"), LocalFiles::path);
        List<Orchestrator> orchestrators = orchestrators(file);
        HostSettings.Health health =
                section(file, "health").map(HostReading::health).orElse(new HostSettings.Health(LISTEN, false));
        var checking = new HostCheckReading();
        List<HostCheck> checks = file.cell("checks").map(checking::read).orElse(List.of());
        HostSettings.Systemd units = section(file, "systemd")
                .map(HostReading::systemd)
                .orElse(new HostSettings.Systemd(List.of("systemctl"), Duration.ofSeconds(30)));
        Optional<EnvironmentSettings> settings = section(file, "settings").flatMap(inner -> settings(inner, checks));
        FenceSettings fence = section(file, "fence").map(HostReading::fence).orElse(noFence());
        file.end();
        var stores = new Declaration(checking.stores(), List.of(), Optional.empty());
        return service.flatMap(s -> region.flatMap(r -> name.map(
                n -> new HostSettings(n, s, r, state, orchestrators, health, checks, stores, units, settings, fence))));
    }

    private static Optional<String> named(Cell cell, Predicate<String> valid) {
        return Values.words(cell)
                .flatMap(text -> valid.test(text)
                        ? Optional.of(text)
                        : cell.wrong(
                                Cell.quoted(text) + " cannot be that name",
                                "use lower-case letters, digits and hyphens, as in the orchestrators' file"));
    }

    private static Optional<Section> section(Section file, String key) {
        return file.cell(key).flatMap(cell -> cell.section("keys with values"));
    }

    private static List<Orchestrator> orchestrators(Section file) {
        boolean plainText = file.value("allow-plain-text", false, Values::flag);
        Optional<Secret> token = file.optional("token", SecretValues::reference);
        Optional<Cell> cell = file.cell("orchestrators");
        if (cell.isPresent() && !file.has("token")) {
            cell.get().wrong("without a token no orchestrator lets the agent in", "add token: \"${file:agent.token}\"");
        }
        List<Orchestrator> all = cell.map(
                        list -> Section.items(list, "orchestrators", item -> orchestrator(item, token, plainText)))
                .orElse(List.of());
        if (all.size() > MAX_ORCHESTRATORS) {
            cell.ifPresent(c -> c.wrong("more than " + MAX_ORCHESTRATORS + " orchestrators"));
        }
        return all;
    }

    private static Optional<Orchestrator> orchestrator(Cell item, Optional<Secret> token, boolean plainText) {
        return item.section("the url of an orchestrator").flatMap(section -> {
            Optional<URI> url = section.require("url", "url: \"https://leeward-1.example.net:8600\"")
                    .flatMap(
                            cell -> VantageReading.base(cell)
                                    .flatMap(
                                            base -> plainText
                                                            || base.getScheme().equals("https")
                                                            || Network.isLoopback(base.getHost())
                                                    ? Optional.of(base)
                                                    : cell.wrong(
                                                            "the token would travel in clear text beyond this machine",
                                                            "use https, or allow-plain-text: true where something else protects it")));
            Optional<Path> authorities = section.optional("ca-file", LocalFiles::existing);
            section.end();
            return url.flatMap(u -> token.map(t -> new Orchestrator(u, t, authorities)));
        });
    }

    private static HostSettings.Health health(Section section) {
        var health = new HostSettings.Health(
                section.value("listen", LISTEN, Network.serverWithPort(0)),
                section.value("details", false, Values::flag));
        section.end();
        return health;
    }

    private static HostSettings.Systemd systemd(Section section) {
        var systemd = new HostSettings.Systemd(
                section.value("program", List.of("systemctl"), ProbeKinds::argv),
                section.value(
                        "limit",
                        Duration.ofSeconds(30),
                        Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(5))));
        section.end();
        return systemd;
    }

    private static Optional<EnvironmentSettings> settings(Section section, List<HostCheck> checks) {
        Optional<Path> path =
                section.require("file", "file: /etc/leeward/environment").flatMap(LocalFiles::path);
        Optional<Cell> keys = section.require("keys", "keys: [\"LEEWARD_*\", AWS_REGION]");
        List<String> allowed = keys.map(cell -> Section.items(cell, "names of settings", HostReading::key))
                .orElse(List.of());
        List<String> restart = units(section, "restart");
        List<String> reload = units(section, "reload");
        List<List<String>> commands = section.list("commands", "programs with their arguments", ProbeKinds::argv);
        if (commands.size() > MAX_COMMANDS) {
            section.cell("commands").ifPresent(cell -> cell.wrong("more than " + MAX_COMMANDS + " commands"));
        }
        var ids = checks.stream().map(HostCheck::id).toList();
        List<String> proof = section.list(
                "proof",
                "ids of checks",
                cell -> Values.words(cell)
                        .flatMap(id -> ids.contains(id)
                                ? Optional.of(id)
                                : cell.wrong(
                                        "there is no check " + Cell.quoted(id),
                                        "known are: " + String.join(", ", ids))));
        Duration within = section.value(
                "within", Duration.ofSeconds(30), Values.duration(Duration.ofSeconds(1), Duration.ofMinutes(10)));
        boolean rollBack = section.value("roll-back", true, Values::flag);
        section.end();
        return path.map(p -> new EnvironmentSettings(p, allowed, restart, reload, commands, proof, within, rollBack));
    }

    private static Optional<String> key(Cell cell) {
        return Values.words(cell)
                .flatMap(
                        text -> KEY.matcher(text).matches()
                                ? Optional.of(text)
                                : cell.wrong(
                                        "not the name of a setting: capital letters, digits and _, or the beginning of one and *"));
    }

    private static FenceSettings noFence() {
        return new FenceSettings(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Duration.ofSeconds(5));
    }

    private static FenceSettings fence(Section section) {
        Optional<Path> flag = section.optional("flag", LocalFiles::path);
        Optional<List<String>> on = section.optional("on", ProbeKinds::argv);
        Optional<List<String>> off = section.optional("off", ProbeKinds::argv);
        if (on.isPresent() != off.isPresent()) {
            section.cell(on.isPresent() ? "on" : "off")
                    .ifPresent(cell -> cell.wrong("on and off go together", "what one does the other takes back"));
        }
        List<String> stop = units(section, "stop");
        Duration every = section.value(
                "every", Duration.ofSeconds(5), Values.duration(Duration.ofMillis(100), Duration.ofMinutes(5)));
        section.end();
        return new FenceSettings(flag, on, off, stop, every);
    }

    /** Units by their full names. */
    static List<String> units(Section section, String key) {
        Set<String> seen = new HashSet<>();
        List<String> units = new ArrayList<>();
        section.cell(key)
                .ifPresent(cell -> Section.items(cell, "names of units", HostReading::unit)
                        .forEach(unit -> {
                            if (!seen.add(unit)) cell.wrong("the unit " + Cell.quoted(unit) + " stands here twice");
                            units.add(unit);
                        }));
        if (units.size() > MAX_UNITS) {
            section.cell(key).ifPresent(cell -> cell.wrong("more than " + MAX_UNITS + " units"));
        }
        return units;
    }

    /** The full name, so that what is allowed elsewhere (sudo) is the same text. */
    static Optional<String> unit(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> UNIT.matcher(text).matches() && text.indexOf('.') > 0
                        ? Optional.of(text)
                        : cell.wrong(
                                "not the full name of a unit: " + cell.found(), "write cron.service or queue.timer"));
    }
}
