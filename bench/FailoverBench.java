import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * From a fault to the first changed authoritative answer, measured from outside: a real {@code leeward serve}, two nginx
 * as regions, BIND as the name server, all on loopback. Run by {@code bench/failover.sh}; needs nothing but a JDK.
 *
 * <p>Arguments: the launcher, rounds per fault, seed.
 */
public final class FailoverBench {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A region's verdict is followed by when it came to be and by the age of its evidence; a probe's is not. */
    private static final Pattern REGION_WELL =
            Pattern.compile("\"verdict\":\"healthy\",\"since\":\"[^\"]*\",\"evidenceAt\"");

    /** A little longer than the dwell of the configuration below. */
    private static final Duration DWELL = Duration.ofMillis(3_200);

    private static final Pattern STEER_BEGINS =
            Pattern.compile("-steer/\\S+ attempt 1 begins, ([0-9.]+) ms after the run was decided");

    private static final String KEY = "bGVld2FyZC1iZW5jaC1rZXktbm90LWEtc2VjcmV0LTEyMw==";

    private final Path folder;
    private final Path launcher;
    private final Random chance;
    private final int dns = freePort();
    private final int api = freePort();
    private final Region east = new Region("us-east", "127.0.0.11", freePort());
    private final Region west = new Region("eu-central", "127.0.0.12", freePort());
    private final List<Process> started = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private FailoverBench(Path folder, Path launcher, long seed) {
        this.folder = folder;
        this.launcher = launcher;
        this.chance = new Random(seed);
    }

    public static void main(String[] args) throws Exception {
        var launcher = Path.of(args[0]).toAbsolutePath();
        int rounds = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        var folder = Files.createTempDirectory("leeward-bench");
        var bench = new FailoverBench(folder, launcher, seed);
        Runtime.getRuntime().addShutdownHook(new Thread(bench::stopAll));
        try {
            bench.run(rounds, seed);
        } finally {
            bench.stopAll();
            deleteAll(folder);
        }
    }

    private void run(int rounds, long seed) throws Exception {
        startNameServer();
        east.start();
        west.start();
        long begun = System.nanoTime();
        var leeward = startLeeward();
        await("leeward to see both regions", this::settled);
        System.out.printf(
                Locale.ROOT,
                "start-up to both regions judged healthy: %.2f s; resident memory %d MiB; seed %d%n",
                (System.nanoTime() - begun) / 1e9,
                residentMib(leeward),
                seed);
        for (var fault : Fault.values()) measure(fault, rounds);
        hiccups();
        System.out.printf(Locale.ROOT, "resident memory at the end: %d MiB%n", residentMib(leeward));
        printDecisionTimes();
    }

    private void measure(Fault fault, int rounds) throws Exception {
        var seconds = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            await("calm before round " + i + " of " + fault, this::settled);
            var active = active();
            var standby = active == east ? west : east;
            Thread.sleep(DWELL.toMillis() + chance.nextInt(1_000));
            long at = System.nanoTime();
            active.break_(fault);
            awaitAnswer(standby.address);
            seconds.add((System.nanoTime() - at) / 1e9);
            Thread.sleep(300);
            active.mend(fault);
        }
        Collections.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-6s fault to first changed answer: min %.2f s, median %.2f s, max %.2f s (%d rounds)%n",
                fault,
                seconds.getFirst(),
                seconds.get(seconds.size() / 2),
                seconds.getLast(),
                rounds);
    }

    /** Eight stalls of 1.5 s within 40 s must not move traffic. */
    private void hiccups() throws Exception {
        await("calm before the hiccups", this::settled);
        var active = active();
        boolean moved = false;
        for (int i = 0; i < 8; i++) {
            active.break_(Fault.STALL);
            Thread.sleep(1_500);
            active.mend(Fault.STALL);
            for (int j = 0; j < 35; j++) {
                Thread.sleep(100);
                moved |= !answer().equals(active.address);
            }
        }
        System.out.println("eight stalls of 1.5 s in 40 s: " + (moved ? "MOVED TRAFFIC (wrong)" : "traffic stayed"));
        if (moved) throw new IllegalStateException("a hiccup moved traffic");
    }

    /** From the moment the turn that decides begins, over the durable journal, to the start of the name server's call. */
    private void printDecisionTimes() throws IOException {
        var millis = Files.readAllLines(folder.resolve("leeward.log")).stream()
                .map(STEER_BEGINS::matcher)
                .filter(Matcher::find)
                .map(found -> Double.parseDouble(found.group(1)))
                .toList();
        if (millis.isEmpty()) throw new IllegalStateException("the log tells of no run");
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "decision, journal and start of the DNS call: first %.1f ms; min %.1f ms, median %.1f ms, max %.1f ms (%d runs)%n",
                millis.getFirst(),
                sorted.getFirst(),
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                sorted.size());
    }

    private Region active() {
        return answer().equals(east.address) ? east : west;
    }

    private boolean settled() {
        var services = get("/api/v1/services");
        boolean bothWell = REGION_WELL.matcher(services).results().count() == 2;
        return bothWell && services.contains("\"active\"") && !services.contains("\"run\":{");
    }

    private String get(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Process startLeeward() throws IOException {
        var file = folder.resolve("shop.yaml");
        Files.writeString(file, """
                api: {listen: "127.0.0.1:%d"}
                journal: {path: "%s"}
                services:
                  shop:
                    regions:
                      %s: {addresses: {A: [%s]}, probes: [{http: {url: "http://%s:%d/health"}}]}
                      %s: {addresses: {A: [%s]}, probes: [{http: {url: "http://%s:%d/health"}}]}
                    detection: {interval: 500ms, timeout: 450ms, burst: 200ms, failures: 3, timeout-weight: 0.5,
                                reset-after: 5, recoveries: 4, fresh-for: 3s}
                    failover: {mode: automatic, dwell: 3s, budget: "1000 per 24h", settle-after: 10m}
                    failback: {mode: manual, stable-for: 2s}
                    steering:
                      - rfc2136: {server: "127.0.0.1:%d", zone: bench.test, record: www, ttl: 30, failover-ttl: 5,
                                  key: "${file:tsig.key}", verify: {servers: ["127.0.0.1:%d"], rounds: 1}}
                """.formatted(
                        api,
                        folder.resolve("journal.db"),
                        east.name, east.address, east.address, east.port,
                        west.name, west.address, west.address, west.port,
                        dns, dns));
        return start(folder.resolve("leeward.log"), launcher.toString(), "serve", file.toString());
    }

    private void startNameServer() throws IOException {
        Files.writeString(folder.resolve("tsig.key"), tsig());
        Files.setPosixFilePermissions(
                folder.resolve("tsig.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.writeString(folder.resolve("bench.test.zone"), """
                $TTL 30
                @ IN SOA ns.bench.test. root.bench.test. 1 60 60 600 5
                @ IN NS ns.bench.test.
                ns IN A 127.0.0.1
                www 30 IN A %s
                """.formatted(east.address));
        Files.writeString(folder.resolve("named.conf"), """
                options { directory "%1$s"; listen-on port %2$d { 127.0.0.1; }; listen-on-v6 { none; };
                  recursion no; pid-file "%1$s/named.pid"; session-keyfile "%1$s/session.key"; notify no;
                  dnssec-validation no; };
                controls { };
                %3$s
                zone "bench.test" { type primary; file "%1$s/bench.test.zone"; allow-update { key leeward; }; };
                """.formatted(folder, dns, tsig()));
        start(folder.resolve("named.log"), "named", "-g", "-c", folder.resolve("named.conf").toString());
        await("BIND to answer", () -> answer().equals(east.address));
    }

    private static String tsig() {
        return "key \"leeward\" { algorithm hmac-sha256; secret \"" + KEY + "\"; };\n";
    }

    private Process start(Path log, String... command) throws IOException {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        started.add(process);
        return process;
    }

    private void awaitAnswer(String wanted) {
        await("the answer " + wanted, () -> answer().equals(wanted));
    }

    private String answer() {
        return Answer.of("www.bench.test", dns);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what + "\n" + logs());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private String logs() {
        try {
            var log = Files.readString(folder.resolve("leeward.log"));
            return log.substring(Math.max(0, log.length() - 4_000));
        } catch (IOException none) {
            return "";
        }
    }

    private static long residentMib(Process process) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopAll() {
        east.thaw();
        west.thaw();
        started.reversed().forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
        started.clear();
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Collections.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    private enum Fault {
        KILL,
        ERROR503,
        STALL
    }

    /** A region: one nginx. */
    private final class Region {
        final String name;
        final String address;
        final int port;
        private Process nginx;

        Region(String name, String address, int port) {
            this.name = name;
            this.address = address;
            this.port = port;
        }

        void start() throws IOException {
            var home = Files.createDirectories(folder.resolve(name));
            Files.writeString(home.resolve("nginx.conf"), """
                    daemon off; master_process off; pid %1$s/nginx.pid; error_log %1$s/error.log;
                    events { worker_connections 256; }
                    http { access_log off; client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy;
                      fastcgi_temp_path %1$s/fastcgi; uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                      server { listen %2$s:%3$d;
                        location /health { if (-f %1$s/down) { return 503; } return 200 "ok %4$s"; } } }
                    """.formatted(home, address, port, name));
            nginx = FailoverBench.this.start(home.resolve("nginx.log"), "nginx", "-p", home.toString(), "-e", home.resolve("error.log").toString(), "-c", home.resolve("nginx.conf").toString());
        }

        void break_(Fault fault) throws IOException {
            switch (fault) {
                case KILL -> {
                    var workers = nginx.descendants().toList();
                    nginx.destroyForcibly();
                    workers.forEach(ProcessHandle::destroyForcibly);
                }
                case ERROR503 -> Files.createFile(down());
                case STALL -> signal("STOP");
            }
        }

        void mend(Fault fault) throws Exception {
            switch (fault) {
                case KILL -> {
                    nginx.waitFor();
                    start();
                }
                case ERROR503 -> Files.delete(down());
                case STALL -> thaw();
            }
        }

        void thaw() {
            if (nginx != null) signal("CONT");
        }

        private Path down() {
            return folder.resolve(name).resolve("down");
        }

        private void signal(String name) {
            Stream.concat(Stream.of(nginx.toHandle()), nginx.descendants()).forEach(process -> {
                try {
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }
}
