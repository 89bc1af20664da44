package dev.leeward.config.load;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.host.HostCheck;
import dev.leeward.config.host.HostCheck.What;
import dev.leeward.config.source.Node;
import dev.leeward.declared.Store;
import dev.leeward.probe.Check;
import dev.leeward.probe.Check.StoreLook;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what an agent looks at on its host. */
final class HostCheckReading {
    private static final int MAX_CHECKS = 32;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final List<String> PROBES = List.of("http", "tcp", "command");
    private static final List<String> KINDS = Stream.concat(
                    PROBES.stream(), Stream.of("dynamodb", "php-fpm", "pid-file", "unit", "disk"))
            .toList();

    private final Map<String, Integer> ofKind = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<Store> stores = new ArrayList<>();

    /** Those that checks look at, once all were read. */
    List<Store> stores() {
        return List.copyOf(stores);
    }

    List<HostCheck> read(Cell cell) {
        var checks = Section.items(cell, "checks", this::check);
        if (checks.size() > MAX_CHECKS) cell.wrong("more than " + MAX_CHECKS + " checks");
        return checks;
    }

    private Optional<HostCheck> check(Cell item) {
        var kind = Kind.of(item, KINDS, Set.of(), "a check such as `http: {url: ...}`");
        if (kind.isEmpty()) return Optional.empty();
        String word = kind.get().word();
        String otherwise = word + "-" + ofKind.merge(word, 1, Integer::sum);
        Cell content = kind.get().content();
        boolean isShort = PROBES.contains(word)
                ? ProbeKinds.isShort(word, content)
                : content.node() instanceof Node.Scalar && (word.equals("unit") || word.equals("pid-file"));
        if (isShort) {
            ids.add(otherwise);
            return shortForm(word, content).map(what -> new HostCheck(otherwise, what, INTERVAL, TIMEOUT));
        }
        return content.section("the settings of a " + word + " check").flatMap(section -> {
            Optional<What> what = what(word, content, section, otherwise);
            String id = section.optional("id", HostCheckReading::name).orElse(otherwise);
            if (!ids.add(id)) content.wrong("another check is called \"" + id + "\" already");
            Duration interval =
                    section.value("interval", INTERVAL, Values.duration(Duration.ofMillis(100), Duration.ofHours(1)));
            Duration timeout =
                    section.value("timeout", TIMEOUT, Values.duration(Duration.ofMillis(50), Duration.ofMinutes(1)));
            section.end();
            return what.map(w -> new HostCheck(id, w, interval, timeout));
        });
    }

    private static Optional<What> shortForm(String word, Cell content) {
        return switch (word) {
            case "unit" -> HostReading.unit(content).map(What.Unit::new);
            case "pid-file" -> LocalFiles.path(content).map(What.PidFile::new);
            default ->
                ProbeKinds.shortForm(word, content, noStores(), RegionLooks.NONE)
                        .map(What.Probed::new);
        };
    }

    private Optional<What> what(String word, Cell content, Section section, String id) {
        return switch (word) {
            case "unit" ->
                section.require("name", "name: cron.service")
                        .flatMap(HostReading::unit)
                        .map(What.Unit::new);
            case "pid-file" ->
                section.require("path", "path: /run/worker.pid")
                        .flatMap(LocalFiles::path)
                        .map(What.PidFile::new);
            case "php-fpm" -> fpm(content, section);
            case "disk" -> disk(section);
            case "dynamodb" -> store(section, id);
            default ->
                ProbeKinds.check(word, content, section, noStores(), RegionLooks.NONE)
                        .map(What.Probed::new);
        };
    }

    /** Stores are read here, where each has its own place in the file. */
    private static StoreLooks noStores() {
        return new StoreLooks(Optional.empty(), Optional.empty());
    }

    private static Optional<What> fpm(Cell content, Section section) {
        Optional<Path> socket = section.optional("socket", LocalFiles::path);
        Optional<ServerAddress> address = section.optional("address", Network.serverWithPort(1));
        String path = section.value("path", "/ping", Values::words);
        String expect = section.value("expect", "pong", Values::words);
        if (section.has("socket") == section.has("address")) {
            return content.wrong(
                    "PHP-FPM listens on a socket or an address", "give one: socket: /run/php/php8.2-fpm.sock");
        }
        return Optional.of(new What.PhpFpm(socket, address, path, expect));
    }

    private static Optional<What> disk(Section section) {
        Optional<Path> path = section.require("path", "path: /").flatMap(LocalFiles::path);
        int percent = section.value("free-percent", 5, Values.number(0, 100));
        int megabytes = section.value("free-megabytes", 0, Values.number(0, 1_000_000_000));
        return path.map(p -> new What.Disk(p, percent, megabytes * 1_000_000L));
    }

    private Optional<What> store(Section section, String id) {
        Map<String, StoreLook> looks = new LinkedHashMap<>();
        for (var look : StoreLook.values()) looks.put(Words.of(look), look);
        Optional<StoreLook> look = section.require("look", "look: read-write").flatMap(Values.choice(looks)::parse);
        Optional<String> region = section.require("region", "region: us-east-1")
                .flatMap(cell -> Values.words(cell)
                        .flatMap(text -> RegionName.isValid(text)
                                ? Optional.of(text)
                                : cell.wrong("not the name of a region of AWS: " + cell.found())));
        Optional<URI> endpoint = section.optional("endpoint", Network.url(List.of("http", "https")));
        Optional<String> table =
                section.require("table", "table: leeward-health").flatMap(Values::words);
        Optional<Secret> key = section.optional("access-key", SecretValues::reference);
        Optional<Secret> secret = section.optional("secret-key", SecretValues::reference);
        if (section.has("access-key") != section.has("secret-key")) {
            section.cell(section.has("access-key") ? "access-key" : "secret-key")
                    .ifPresent(cell -> cell.wrong("access-key and secret-key go together"));
        }
        var access = key.flatMap(k -> secret.map(s -> new Store.AccessKey(k.reveal(), s.reveal())));
        region.ifPresent(r -> stores.add(new Store(new RegionName(id), r, endpoint, access)));
        return look.flatMap(l ->
                region.flatMap(r -> table.map(t -> new What.Probed(new Check.Store(l, id, r, endpoint, t)))));
    }

    private static Optional<String> name(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> NAME.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("a check's id has lower-case letters, digits and hyphens only"));
    }
}
