package dev.leeward.config;

/**
 * A host and a port, not resolved.
 *
 * @param host a name in lower case or an address, IPv6 without brackets
 * @param port 1 to 65535; 0 only where listening on any free port makes sense
 */
public record ServerAddress(String host, int port) {
    public ServerAddress {
        if (host.isBlank()) throw new IllegalArgumentException("a server address needs a host");
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("not a port: " + port);
    }

    /** {@code host:port}, {@code [2001:db8::1]:53}. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
