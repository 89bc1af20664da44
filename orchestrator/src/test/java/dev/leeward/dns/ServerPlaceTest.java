package dev.leeward.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, 192.0.2.53, 53",
        "192.0.2.53:5353, 192.0.2.53, 5353",
        "NS1.example.net, ns1.example.net, 53",
        "ns1.example.net:1053, ns1.example.net, 1053",
        "2001:db8::53, 2001:db8::53, 53",
        "[2001:db8::53], 2001:db8::53, 53",
        "[2001:db8::53]:5353, 2001:db8::53, 5353"
    })
    void a_place_is_read(String text, String host, int port) {
        assertThat(ServerPlace.parse(text)).isEqualTo(new ServerPlace(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":53", "host:", "host:0", "host:70000", "[::1", "host:port"})
    void what_is_no_place_is_refused(String text) {
        assertThatThrownBy(() -> ServerPlace.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void its_text_reads_back() {
        var place = new ServerPlace("2001:db8::53", 5353);
        assertThat(ServerPlace.parse(place.toString())).isEqualTo(place);
    }
}
