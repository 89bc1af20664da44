package dev.leeward.probe.wire;

import dev.leeward.probe.Check;
import dev.leeward.probe.Probe;
import dev.leeward.probe.ProbeId;
import dev.leeward.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

final class NoLeakTest {

    private static final int LOOKS = 10_000;
    private static final int AT_ONCE = 500;

    @Test
    void ten_thousand_looks_of_every_ending_leave_no_file_descriptor_behind() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "only Linux lists them");
        try (StrangeServer reset = new StrangeServer((connection, here) -> connection.setSoLinger(true, 0));
                StrangeServer garbage = StrangeServer.answering("garbage\r\n");
                ServerSocket stalling = new ServerSocket();
                WireRig rig = new WireRig()) {
            stalling.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 1);
            String stalled = "http://127.0.0.1:" + stalling.getLocalPort() + "/";
            List<Check> checks = List.of(
                    new Check.Tcp("127.0.0.1", StrangeServer.deadPort()),
                    WireRig.get(stalled),
                    new Check.Tls("127.0.0.1", stalling.getLocalPort(), Check.TlsPolicy.strict()),
                    WireRig.get(reset.url("/")),
                    WireRig.get(garbage.url("/")),
                    WireRig.get("http://nowhere.invalid/"));
            long before = openSockets();
            run(rig, checks, LOOKS);
            Await.until("all are closed", Duration.ofSeconds(60), () -> openSockets() <= before);
        }
    }

    private static void run(WireRig rig, List<Check> checks, int looks) {
        AtomicInteger ended = new AtomicInteger();
        Duration timeout = Duration.ofMillis(100);
        for (int i = 0; i < looks; i++) {
            int started = i;
            Await.until("a place is free", Duration.ofSeconds(60), () -> started - ended.get() < AT_ONCE);
            Check check = checks.get(i % checks.size());
            Probe probe = new Probe(new ProbeId("leak"), check, timeout, timeout, timeout);
            rig.prober.look(probe, sighting -> ended.incrementAndGet());
        }
        Await.until("all have ended", Duration.ofSeconds(60), () -> ended.get() == looks);
    }

    private static long openSockets() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(NoLeakTest::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
