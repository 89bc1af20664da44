package dev.leeward.config.load;

import dev.leeward.config.MeasureSettings;
import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.measure.MeasureId;
import dev.leeward.region.RegionName;
import dev.leeward.secret.Secret;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which hosts are reached by SSH, how, and what is done there. */
final class SshReading {
    private static final int PORT = 22;
    private static final int MAX_HOSTS = 32;
    private static final Pattern USER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");

    /** No segment is empty, {@code .} or {@code ..}: what stands beside the file stands beside it by its name. */
    private static final Pattern FILE = Pattern.compile("(/(?!\\.{1,2}(/|$))[^/]{1,255})+");

    private SshReading() {}

    static Optional<MeasureSettings> settings(Cell cell, MeasureId id, Map<RegionName, Map<String, String>> values) {
        return cell.section("hosts, and how they are reached").flatMap(section -> {
            var hosts = hosts(section);
            var access = access(section);
            var file = section.require("file", "file: /etc/shop/environment").flatMap(SshReading::file);
            var reload = HostReading.units(section, "reload");
            var restart = HostReading.units(section, "restart");
            var proof = section.optional("proof", ProbeKinds::argv);
            section.end();
            if (!section.sound()) return Optional.empty();
            return access.flatMap(how ->
                    file.map(path -> new MeasureSettings.BySsh(id, how, hosts, path, values, reload, restart, proof)));
        });
    }

    static Optional<MeasureSettings> fence(Cell cell, MeasureId id) {
        return cell.section("hosts, how they are reached, and what is done there")
                .flatMap(section -> {
                    var hosts = hosts(section);
                    var access = access(section);
                    var file = section.require("file", "file: /var/lib/leeward/shop-fenced")
                            .flatMap(SshReading::file);
                    var stop = HostReading.units(section, "stop");
                    var on = section.optional("on", ProbeKinds::argv);
                    var off = section.optional("off", ProbeKinds::argv);
                    var proof = section.optional("proof", ProbeKinds::argv);
                    if (section.cell("on").isPresent() != section.cell("off").isPresent()) {
                        section.wrong(
                                "a fence has to come down as it went up: on and off belong together",
                                "give both, or leave both out");
                    }
                    section.end();
                    if (!section.sound()) return Optional.empty();
                    return access.flatMap(how ->
                            file.map(path -> new MeasureSettings.SshFence(id, how, hosts, path, on, off, stop, proof)));
                });
    }

    private static Optional<SshAccess> access(Section section) {
        Optional<String> user = section.require("user", "user: leeward").flatMap(SshReading::user);
        Optional<Secret> key =
                section.require("key", "key: \"${file:ssh.key}\"").flatMap(SecretValues::reference);
        Optional<Path> known =
                section.require("known-hosts", "known-hosts: known_hosts").flatMap(LocalFiles::existing);
        boolean sudo = section.value("sudo", true, Values::flag);
        return user.flatMap(u -> key.flatMap(k -> known.map(file -> new SshAccess(u, k, file, sudo))));
    }

    private static Map<RegionName, List<ServerAddress>> hosts(Section section) {
        return section.require("hosts", "hosts: {us-east: [web-1.example.com]}")
                .map(cell -> MeasureReading.regions(cell, "regions with their hosts", SshReading::hostsOf))
                .orElse(Map.of());
    }

    private static Optional<List<ServerAddress>> hostsOf(Cell cell) {
        var seen = new HashSet<ServerAddress>();
        var hosts = Section.items(
                cell,
                "hosts",
                item -> Network.server(PORT, 1)
                        .parse(item)
                        .flatMap(host ->
                                seen.add(host) ? Optional.of(host) : item.wrong("this host stands there twice")));
        if (hosts.size() > MAX_HOSTS) cell.wrong("more than " + MAX_HOSTS + " hosts in one region");
        return hosts.isEmpty() ? cell.wrong("names no host") : Optional.of(hosts);
    }

    private static Optional<String> user(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> USER.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong("not the name of a user: " + cell.found()));
    }

    private static Optional<String> file(Cell cell) {
        return Values.words(cell)
                .flatMap(text -> FILE.matcher(text).matches()
                        ? Optional.of(text)
                        : cell.wrong(
                                "not the whole path of a file on the hosts: " + cell.found(),
                                "write it from the root on, without . and .."));
    }
}
