package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {

    @TempDir
    private Path folder;

    @Test
    void no_port_is_given_out_twice() {
        assertThat(IntStream.range(0, 50).map(i -> Ports.free())).doesNotHaveDuplicates();
    }

    @Test
    void a_free_port_accepts_nothing_until_a_server_listens() throws IOException {
        int port = Ports.free();
        assertThat(Ports.accepts(port)).isFalse();
        try (ServerSocket server = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThat(Ports.accepts(server.getLocalPort())).isTrue();
        }
    }

    @Test
    void another_jvm_chooses_among_other_ports() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = Objects.requireNonNull(System.getProperty("java.class.path"));
        String ours = PortRange.ofThisJvm().toString();
        try (var other = LocalProcess.start(folder, java, "-cp", classes, PortsTest.class.getName())) {
            assertThat(other.exitCode(Duration.ofSeconds(60))).isZero();
            assertThat(other.output()).startsWith("PortRange[lowest=2").isNotEqualToIgnoringWhitespace(ours);
        }
    }

    /** The other one. */
    public static void main(String[] args) {
        System.out.println(PortRange.ofThisJvm());
    }
}
