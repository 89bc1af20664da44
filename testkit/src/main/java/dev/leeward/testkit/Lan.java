package dev.leeward.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Several hosts on one machine: a network namespace each, joined by a bridge in a namespace of its own, where packets can
 * be lost and ways cut, in one direction too. Nothing of it touches the network of this machine.
 *
 * <p>Made with {@code ip} (veth) and {@code nft}, by root. What leaves a host and what reaches it is decided on the bridge,
 * so a cut is silence, as of a broken line: nothing is refused.
 */
public final class Lan implements AutoCloseable {
    private static final int COMMAND_SECONDS = 10;
    private static final String PREFIX = "lwd";
    private static final Path NAMESPACES = Path.of("/run/netns");

    private final String mark = PREFIX + ProcessHandle.current().pid() + "-";
    private final Map<String, LanHost> hosts = new LinkedHashMap<>();
    private final Set<Way> cut = new LinkedHashSet<>();
    private int lossPercent;

    private record Way(String from, String to) {}

    private Lan() {}

    /**
     * Makes one.
     *
     * @param names short ones, such as {@code east}
     * @throws org.opentest4j.TestAbortedException where this machine cannot, see {@link Needs}
     */
    public static Lan of(String... names) {
        Needs.program("ip", "nft", "curl", "kill");
        Needs.root("network namespaces");
        clearAway();
        var lan = new Lan();
        boolean made = false;
        try {
            lan.make(List.of(names));
            made = true;
        } finally {
            if (!made) lan.close();
        }
        return lan;
    }

    /** The host of that name. */
    public Host host(String name) {
        var host = hosts.get(name);
        if (host == null) throw new IllegalArgumentException("no host " + name + " among " + hosts.keySet());
        return host;
    }

    /** From now on nothing that {@code from} sends reaches {@code to}. */
    public void cutOneWay(String from, String to) {
        cut.add(new Way(host(from).address(), host(to).address()));
        filter();
    }

    /** From now on {@code host} and {@code others} do not reach each other. */
    public void cut(String host, String... others) {
        for (var other : others) {
            cut.add(new Way(host(host).address(), host(other).address()));
            cut.add(new Way(host(other).address(), host(host).address()));
        }
        filter();
    }

    /** From now on so many of hundred packets are lost, whatever their way. */
    public void lose(int percent) {
        lossPercent = percent;
        filter();
    }

    /** Nothing is cut or lost any more. */
    public void heal() {
        cut.clear();
        lossPercent = 0;
        filter();
    }

    /** Takes the hosts away; what runs there has to be stopped before. */
    @Override
    public void close() {
        hosts.keySet().forEach(name -> quietly("ip", "netns", "del", mark + name));
        quietly("ip", "netns", "del", mark + "hub");
    }

    private void make(List<String> names) {
        run("", "ip", "netns", "add", mark + "hub");
        inHub("ip", "link", "add", "lan", "type", "bridge");
        inHub("ip", "link", "set", "lan", "up");
        for (var name : names) {
            hosts.put(name, new LanHost(mark + name, "10.77.0." + (hosts.size() + 1)));
            plugIn(hosts.get(name));
        }
        filter();
    }

    private void plugIn(LanHost host) {
        var space = host.namespace();
        var port = "port" + hosts.size();
        run("", "ip", "netns", "add", space);
        run(
                "",
                "ip",
                "link",
                "add",
                port,
                "netns",
                mark + "hub",
                "type",
                "veth",
                "peer",
                "name",
                "lan0",
                "netns",
                space);
        inHub("ip", "link", "set", port, "master", "lan", "up");
        run("", "ip", "-n", space, "addr", "add", host.address() + "/24", "dev", "lan0");
        run("", "ip", "-n", space, "link", "set", "lan0", "up");
        run("", "ip", "-n", space, "link", "set", "lo", "up");
    }

    /** The whole of it at once: nft makes a file one transaction. */
    private void filter() {
        var rules = new StringBuilder();
        cut.forEach(way -> rules.append("ip saddr %s ip daddr %s drop\n".formatted(way.from, way.to)));
        if (lossPercent > 0)
            rules.append("numgen random mod 100 < ").append(lossPercent).append(" drop\n");
        run("""
                table bridge lan
                delete table bridge lan
                table bridge lan {
                  chain forward {
                    type filter hook forward priority 0; policy accept;
                    %s
                  }
                }
                """.formatted(rules), "ip", "netns", "exec", mark + "hub", "nft", "-f", "-");
    }

    private void inHub(String... command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", mark + "hub"));
        all.addAll(List.of(command));
        run("", all.toArray(String[]::new));
    }

    /** A test that was killed could not tidy up after itself. */
    private static void clearAway() {
        if (!Files.isDirectory(NAMESPACES)) return;
        try (var spaces = Files.list(NAMESPACES)) {
            spaces.map(space -> space.getFileName().toString())
                    .filter(Lan::isLeftOver)
                    .forEach(space -> quietly("ip", "netns", "del", space));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLeftOver(String space) {
        if (!space.matches(PREFIX + "[0-9]+-.*")) return false;
        long pid = Long.parseLong(space.substring(PREFIX.length(), space.indexOf('-')));
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static void quietly(String... command) {
        try {
            run("", command);
        } catch (AssertionError e) {
            System.err.println("left behind: " + e.getMessage());
        }
    }

    private static void run(String input, String... command) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            if (!ended) process.destroyForcibly();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said + input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
