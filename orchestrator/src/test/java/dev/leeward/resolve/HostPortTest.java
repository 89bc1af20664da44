package dev.leeward.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostPortTest {

    @Test
    void all_usual_forms_are_read() {
        assertThat(HostPort.parse("Shop.Example", 80)).isEqualTo(new HostPort("shop.example", 80));
        assertThat(HostPort.parse("shop_1.example:8080", 80)).isEqualTo(new HostPort("shop_1.example", 8080));
        assertThat(HostPort.parse("192.0.2.1:53", 80)).isEqualTo(new HostPort("192.0.2.1", 53));
        assertThat(HostPort.parse("2001:db8::1", 80)).isEqualTo(new HostPort("2001:db8::1", 80));
        assertThat(HostPort.parse("[2001:db8::1]", 80)).isEqualTo(new HostPort("2001:db8::1", 80));
        assertThat(HostPort.parse("[2001:db8::1]:53", 80)).isEqualTo(new HostPort("2001:db8::1", 53));
        assertThat(HostPort.parse("b\u00fccher.example", 80)).isEqualTo(new HostPort("xn--bcher-kva.example", 80));
    }

    @Test
    void what_is_written_is_read_again() {
        for (String text : new String[] {"shop.example:80", "[2001:db8::1]:53"}) {
            assertThat(HostPort.parse(text, 1)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":80", "shop:", "shop:http", "shop:0", "shop:65536", "[::1", "shop:-1"})
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text, 80));
    }

    @Test
    void only_addresses_are_literals() {
        assertThat(HostPort.literal("192.0.2.1")).contains(InetAddress.ofLiteral("192.0.2.1"));
        assertThat(HostPort.literal("::1")).contains(InetAddress.ofLiteral("::1"));
        assertThat(HostPort.literal("shop.example")).isEmpty();
        assertThat(HostPort.literal("web1")).isEmpty();
        assertThat(HostPort.literal("192.0.2.1.example")).isEmpty();
        assertThat(HostPort.literal("999.1.1.1")).isEmpty();
        assertThat(HostPort.literal("")).isEmpty();
    }
}
