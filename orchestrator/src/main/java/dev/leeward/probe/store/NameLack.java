package dev.leeward.probe.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** Tells a name that does not exist from a machine that cannot ask for names. */
final class NameLack {
    private NameLack() {}

    /** Whether it is this machine's resolver that fails; the JDK says so in the words of getaddrinfo (EAI_AGAIN) only. */
    static boolean isOurs(String host) {
        try {
            var _ = InetAddress.getByName(host);
            return false;
        } catch (UnknownHostException e) {
            return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("temporary failure");
        }
    }
}
