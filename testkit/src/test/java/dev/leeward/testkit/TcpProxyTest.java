package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final AtomicInteger arrived = new AtomicInteger();
    private final ServerSocket echo;
    private final TcpProxy proxy;

    TcpProxyTest() throws IOException {
        echo = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"));
        proxy = TcpProxy.before(new InetSocketAddress(echo.getInetAddress(), echo.getLocalPort()));
    }

    @BeforeEach
    void answerEachByteWithIt() {
        Thread.ofVirtual().start(() -> {
            while (!echo.isClosed()) {
                try (Socket client = echo.accept()) {
                    for (int b = client.getInputStream().read();
                            b >= 0;
                            b = client.getInputStream().read()) {
                        arrived.incrementAndGet();
                        client.getOutputStream().write(b);
                    }
                } catch (IOException closed) {
                    assertThat(closed).isNotNull();
                }
            }
        });
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void bytes_pass_both_ways() throws IOException {
        assertEchoes();
    }

    @Test
    void a_lost_reply_has_reached_the_server() throws IOException {
        proxy.set(TcpProxy.Mode.LOSE_REPLIES);
        try (Socket client = connect()) {
            client.getOutputStream().write(7);
            assertSilent(client);
            Await.until("it has arrived", SOON, () -> arrived.get() == 1);
        }
    }

    @Test
    void a_lost_request_never_arrives_and_a_held_one_arrives_late() throws IOException {
        proxy.set(TcpProxy.Mode.LOSE_REQUESTS);
        try (Socket client = connect()) {
            client.getOutputStream().write(7);
            assertSilent(client);
            assertThat(arrived).hasValue(0);
            proxy.set(TcpProxy.Mode.HOLD_REQUESTS);
            client.getOutputStream().write(8);
            assertSilent(client);
            assertThat(arrived).hasValue(0);
            proxy.set(TcpProxy.Mode.PASS);
            Await.until("it arrives", SOON, () -> arrived.get() == 1);
        }
    }

    @Test
    void a_refusing_proxy_can_listen_again() throws IOException {
        proxy.set(TcpProxy.Mode.REFUSE);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.set(TcpProxy.Mode.PASS);
        assertEchoes();
    }

    private void assertEchoes() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(proxy.address().getAddress(), proxy.address().getPort());
        client.setSoTimeout((int) SOON.toMillis());
        return client;
    }

    private static void assertSilent(Socket client) throws IOException {
        client.setSoTimeout(300);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
}
