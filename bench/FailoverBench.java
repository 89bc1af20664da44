import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * From a fault to the first changed authoritative answer, measured from outside: a real {@code leeward serve}, or several of
 * them with etcd, two nginx as regions, BIND as the name server, all on loopback. Run by {@code bench/failover.sh}; needs
 * nothing but a JDK.
 *
 * <p>Arguments: the launcher, rounds per fault, seed, and how many nodes; {@code 1,3} measures one after the other.
 */
public final class FailoverBench {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A little longer than the dwell of the configuration below. */
    private static final Duration DWELL = Duration.ofMillis(3_200);

    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final String KEY = "bGVld2FyZC1iZW5jaC1rZXktbm90LWEtc2VjcmV0LTEyMw==";

    private final Programs programs;
    private final Random chance;
    private final int dns = Programs.freePort();
    private final Region east;
    private final Region west;
    private final Orchestrators orchestrators;

    private FailoverBench(Path folder, long seed) {
        this.programs = new Programs(folder);
        this.chance = new Random(seed);
        this.east = new Region(programs, "us-east", "127.0.0.11", Programs.freePort());
        this.west = new Region(programs, "eu-central", "127.0.0.12", Programs.freePort());
        this.orchestrators = new Orchestrators(programs);
    }

    public static void main(String[] args) throws Exception {
        var launcher = Path.of(args[0]).toAbsolutePath();
        int rounds = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        var medians = new ArrayList<Map<Region.Fault, Double>>();
        for (var nodes : args[3].split(",")) {
            var bench = new FailoverBench(Files.createTempDirectory("leeward-bench"), seed);
            Runtime.getRuntime().addShutdownHook(new Thread(bench::stopAll));
            try {
                System.out.println(nodes.equals("1") ? "one node:" : nodes + " nodes, a majority of which has to agree:");
                medians.add(bench.run(launcher, Integer.parseInt(nodes), rounds, seed));
            } finally {
                bench.stopAll();
                bench.programs.deleteFolder();
            }
        }
        if (medians.size() == 2) compare(medians.getFirst(), medians.getLast());
    }

    private static void compare(Map<Region.Fault, Double> few, Map<Region.Fault, Double> many) {
        few.forEach((fault, median) -> System.out.printf(
                Locale.ROOT, "%-9s the second takes %+.0f ms%n", fault, (many.get(fault) - median) * 1_000));
    }

    private Map<Region.Fault, Double> run(Path launcher, int nodes, int rounds, long seed) throws Exception {
        startNameServer();
        east.start();
        west.start();
        long begun = System.nanoTime();
        orchestrators.start(launcher, nodes, services());
        await("both regions to be seen", orchestrators::settled);
        System.out.printf(
                Locale.ROOT,
                "  start-up to both regions judged healthy: %.2f s; seed %d%n",
                (System.nanoTime() - begun) / 1e9,
                seed);
        Thread.sleep(DWELL);
        System.out.println("  idle: " + orchestrators.idle(IDLE));
        var medians = new EnumMap<Region.Fault, Double>(Region.Fault.class);
        for (var fault : Region.Fault.values()) medians.put(fault, measure(fault, rounds));
        if (nodes > 1) measureWithoutLeader(rounds);
        hiccups();
        printDecisionTimes();
        return medians;
    }

    /** The median of seconds. */
    private double measure(Region.Fault fault, int rounds) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) seconds.add(round(fault, () -> () -> {}));
        return told(fault.toString(), seconds);
    }

    /** The region and the leader die at once, so another node has to take over first. */
    private void measureWithoutLeader(int rounds) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) seconds.add(round(Region.Fault.KILL, orchestrators::killLeader));
        told("KILL and leader killed with it,", seconds);
    }

    /** Seconds from {@code fault} to the changed answer, while {@code besides} happens too. */
    private double round(Region.Fault fault, Supplier<Orchestrators.Revival> besides) throws Exception {
        await("calm before " + fault, orchestrators::settled);
        var active = active();
        var standby = active == east ? west : east;
        Thread.sleep(DWELL.toMillis() + chance.nextInt(1_000));
        long at = System.nanoTime();
        active.break_(fault);
        var revival = besides.get();
        await("the answer " + standby.address, () -> answer().equals(standby.address));
        double seconds = (System.nanoTime() - at) / 1e9;
        Thread.sleep(300);
        active.mend(fault);
        revival.begin();
        return seconds;
    }

    private static double told(String what, List<Double> seconds) {
        Collections.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "  %-9s fault to first changed answer: min %.2f s, median %.2f s, max %.2f s (%d rounds)%n",
                what,
                seconds.getFirst(),
                median(seconds),
                seconds.getLast(),
                seconds.size());
        return median(seconds);
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Eight stalls of 1.5 s within 40 s must not move traffic. */
    private void hiccups() throws Exception {
        await("calm before the hiccups", orchestrators::settled);
        var active = active();
        boolean moved = false;
        for (int i = 0; i < 8; i++) {
            active.break_(Region.Fault.STALL);
            Thread.sleep(1_500);
            active.mend(Region.Fault.STALL);
            for (int j = 0; j < 35; j++) {
                Thread.sleep(100);
                moved |= !answer().equals(active.address);
            }
        }
        System.out.println("  eight stalls of 1.5 s in 40 s: " + (moved ? "MOVED TRAFFIC (wrong)" : "traffic stayed"));
        if (moved) throw new IllegalStateException("a hiccup moved traffic");
    }

    private void printDecisionTimes() throws IOException {
        var millis = orchestrators.decisions();
        if (millis.isEmpty()) throw new IllegalStateException("the log tells of no run");
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "  decision, journal and start of the DNS call: first %.1f ms; min %.1f ms, median %.1f ms, max %.1f ms (%d runs)%n",
                millis.getFirst(),
                sorted.getFirst(),
                median(sorted),
                sorted.getLast(),
                sorted.size());
    }

    private Region active() {
        return answer().equals(east.address) ? east : west;
    }

    private String services() {
        return """
                services:
                  shop:
                    regions:
                      %s: {addresses: {A: [%s]}, probes: [{http: {url: "http://%s:%d/health"}}]}
                      %s: {addresses: {A: [%s]}, probes: [{http: {url: "http://%s:%d/health"}}]}
                    detection: {interval: 500ms, timeout: 450ms, burst: 200ms, failures: 3, timeout-weight: 0.5,
                                reset-after: 5, recoveries: 4, fresh-for: 4s}
                    failover: {mode: automatic, dwell: 3s, budget: "1000 per 24h", settle-after: 10m}
                    failback: {mode: manual, stable-for: 2s}
                    steering:
                      - rfc2136: {server: "127.0.0.1:%d", zone: bench.test, record: www, ttl: 30, failover-ttl: 5,
                                  key: "${file:tsig.key}", verify: {servers: ["127.0.0.1:%d"], rounds: 1}}
                """.formatted(
                        east.name, east.address, east.address, east.port,
                        west.name, west.address, west.address, west.port,
                        dns, dns);
    }

    private void startNameServer() throws IOException {
        var key = programs.folder.resolve("tsig.key");
        Files.writeString(key, tsig());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(programs.folder.resolve("bench.test.zone"), """
                $TTL 30
                @ IN SOA ns.bench.test. root.bench.test. 1 60 60 600 5
                @ IN NS ns.bench.test.
                ns IN A 127.0.0.1
                www 30 IN A %s
                """.formatted(east.address));
        var configuration = programs.folder.resolve("named.conf");
        Files.writeString(configuration, """
                options { directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key"; notify no;
                  dnssec-validation no; };
                controls { };
                %3$s
                zone "bench.test" { type primary; file "%1$s/bench.test.zone"; allow-update { key leeward; }; };
                """.formatted(programs.folder, dns, tsig()));
        programs.start(programs.folder.resolve("named.log"), "named", "-g", "-c", configuration.toString());
        await("BIND to answer", () -> answer().equals(east.address));
    }

    private static String tsig() {
        return "key \"leeward\" { algorithm hmac-sha256; secret \"" + KEY + "\"; };\n";
    }

    private String answer() {
        return Answer.of("www.bench.test", dns);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "waited " + PATIENCE.toSeconds() + " s for " + what + "\n" + orchestrators.logs());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private void stopAll() {
        east.thaw();
        west.thaw();
        programs.stopAll();
    }
}
