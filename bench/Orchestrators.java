import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One node with its journal in a file; or several with theirs on an etcd of as many members, which have to agree by majority. */
final class Orchestrators {
    /** A region's verdict is followed by when it came to be and by the age of its evidence; a probe's is not. */
    private static final Pattern REGION_WELL =
            Pattern.compile("\"verdict\":\"healthy\",\"since\":\"[^\"]*\",\"evidenceAt\"");

    private static final Pattern STEER_BEGINS =
            Pattern.compile("-steer/\\S+ attempt 1 begins, ([0-9.]+) ms after the run was decided");
    private static final Pattern PROPOSALS =
            Pattern.compile("(?m)^etcd_server_proposals_committed_total ([0-9.e+]+)$");
    private static final int TICKS_PER_SECOND = 100;

    private final Programs programs;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> etcd = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private record Node(String name, int port, Process process, Path log, List<String> command) {}

    Orchestrators(Programs programs) {
        this.programs = programs;
    }

    void start(Path launcher, int count, String services) throws IOException {
        if (count > 1) startEtcd(count);
        var ports = IntStream.range(0, count).map(_ -> Programs.freePort()).boxed().toList();
        for (int i = 0; i < count; i++) {
            var name = "node-" + (i + 1);
            var file = programs.folder.resolve(name + ".yaml");
            Files.writeString(file, settings(name, ports, ports.get(i)) + services);
            nodes.add(started(name, ports.get(i), List.of(launcher.toString(), "serve", file.toString())));
        }
    }

    private Node started(String name, int port, List<String> command) throws IOException {
        var log = programs.folder.resolve(name + ".log");
        return new Node(name, port, programs.start(log, command.toArray(String[]::new)), log, command);
    }

    /** Kills the one that leads, and returns what starts it again. */
    Revival killLeader() {
        for (int i = 0; i < nodes.size(); i++) {
            var node = nodes.get(i);
            if (!leads(node)) continue;
            int place = i;
            node.process.destroyForcibly();
            return () -> nodes.set(place, started(node.name, node.port, node.command));
        }
        throw new IllegalStateException("none of them leads");
    }

    /** Starts again what was killed. */
    interface Revival {
        void begin() throws IOException;
    }

    private boolean leads(Node node) {
        return get(node.port, "/readyz").replace(": ", ":").contains("\"sentence\":\"ready\"");
    }

    private String settings(String name, List<Integer> ports, int port) {
        var journal = etcd.isEmpty()
                ? "{path: \"" + programs.folder.resolve("journal.db") + "\"}"
                : "{etcd: {endpoints: ["
                        + etcd.stream().map(p -> "\"http://127.0.0.1:" + p + "\"").collect(Collectors.joining(", "))
                        + "]}}";
        var points = IntStream.range(0, ports.size())
                .mapToObj(i -> "{name: node-%d, url: \"http://127.0.0.1:%d\"}".formatted(i + 1, ports.get(i)))
                .collect(Collectors.joining(", "));
        return "api: {listen: \"127.0.0.1:%d\"}\nobserver: {name: %s}\njournal: %s\n%s"
                .formatted(port, name, journal, ports.size() > 1 ? "vantage-points: [" + points + "]\n" : "");
    }

    private void startEtcd(int count) throws IOException {
        var peers = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            etcd.add(Programs.freePort());
            peers.add(Programs.freePort());
        }
        var cluster = IntStream.range(0, count)
                .mapToObj(i -> "etcd-" + i + "=http://127.0.0.1:" + peers.get(i))
                .collect(Collectors.joining(","));
        for (int i = 0; i < count; i++) {
            var clients = "http://127.0.0.1:" + etcd.get(i);
            var peer = "http://127.0.0.1:" + peers.get(i);
            programs.start(
                    programs.folder.resolve("etcd-" + i + ".log"),
                    "etcd",
                    "--name=etcd-" + i,
                    "--data-dir=" + programs.folder.resolve("etcd-" + i),
                    "--listen-client-urls=" + clients,
                    "--advertise-client-urls=" + clients,
                    "--listen-peer-urls=" + peer,
                    "--initial-advertise-peer-urls=" + peer,
                    "--initial-cluster=" + cluster);
        }
    }

    /** One of them leads, no run is under way, and both regions are judged well. */
    boolean settled() {
        return nodes.stream().anyMatch(node -> {
            var services = get(node.port, "/api/v1/services");
            boolean bothWell = REGION_WELL.matcher(services).results().count() == 2;
            return (nodes.size() == 1 || leads(node)) && bothWell && services.contains("\"active\"") && !services.contains("\"run\":{");
        });
    }

    /** From the moment the turn that decides begins, over the durable journal, to the start of the name server's call. */
    List<Double> decisions() throws IOException {
        var millis = new ArrayList<Double>();
        for (var node : nodes) {
            Files.readAllLines(node.log).stream()
                    .map(STEER_BEGINS::matcher)
                    .filter(Matcher::find)
                    .forEach(found -> millis.add(Double.parseDouble(found.group(1))));
        }
        return millis;
    }

    /** What they cost while nothing happens, over {@code time}. */
    String idle(Duration time) throws Exception {
        var before = nodes.stream().map(Orchestrators::ticks).toList();
        double proposals = proposals();
        Thread.sleep(time);
        var lines = new ArrayList<String>();
        for (int i = 0; i < nodes.size(); i++) {
            double busy = (double) (ticks(nodes.get(i)) - before.get(i)) / TICKS_PER_SECOND / time.toSeconds();
            lines.add(String.format(
                    Locale.ROOT, "%s %d MiB, %.1f %% of a core", nodes.get(i).name, residentMib(nodes.get(i)), busy * 100));
        }
        if (!etcd.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT, "etcd agreed on %.2f writes a second", (proposals() - proposals) / time.toSeconds()));
        }
        return String.join("; ", lines);
    }

    String logs() {
        var all = new StringBuilder();
        for (var node : nodes) {
            try {
                var log = Files.readString(node.log);
                all.append(node.name).append(":\n").append(log.substring(Math.max(0, log.length() - 2_000)));
            } catch (IOException none) {
                all.append(node.name).append(" wrote nothing\n");
            }
        }
        return all.toString();
    }

    private double proposals() {
        if (etcd.isEmpty()) return 0;
        var found = PROPOSALS.matcher(get(etcd.getFirst(), "/metrics"));
        if (!found.find()) throw new IllegalStateException("etcd does not tell how much it agreed on");
        return Double.parseDouble(found.group(1));
    }

    private static long ticks(Node node) {
        try {
            var stat = Files.readString(Path.of("/proc/" + node.process.pid() + "/stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            throw new IllegalStateException(node.name + " does not run", e);
        }
    }

    private static long residentMib(Node node) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + node.process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private String get(int port, String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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
}
