package dev.leeward.steering.authority;

import dev.leeward.dns.CanonicalText;
import dev.leeward.dns.ServerPlace;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A name server at one of its addresses.
 *
 * @param name of the server; its addresses share it
 * @param address where to ask; none when its name has no address
 */
record AskedServer(String name, @Nullable InetSocketAddress address) {
    /** As witnesses are named: {@code ns1.example.net/192.0.2.53}. */
    String label() {
        if (address == null) return name + "/no address";
        String place = new ServerPlace(CanonicalText.of(address.getAddress()), address.getPort()).shortText();
        return place.equals(name) ? place : name + "/" + place;
    }
}
