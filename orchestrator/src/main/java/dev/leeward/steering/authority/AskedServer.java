package dev.leeward.steering.authority;

import dev.leeward.dns.CanonicalText;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A name server at one of its addresses.
 *
 * @param name of the server; its addresses share it
 * @param address where to ask; none when its name has no address
 */
record AskedServer(String name, @Nullable InetSocketAddress address) {
    private static final int DOMAIN = 53;

    /** As witnesses are named: {@code ns1.example.net/192.0.2.53}. */
    String label() {
        if (address == null) return name + "/no address";
        String text = CanonicalText.of(address.getAddress());
        String port = address.getPort() == DOMAIN ? "" : ":" + address.getPort();
        return name + "/" + (text.indexOf(':') >= 0 && !port.isEmpty() ? "[" + text + "]" : text) + port;
    }
}
