package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PortsTest {

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
}
