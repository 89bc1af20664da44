package dev.leeward.emulator.linode;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the API accepts in a record and what it makes of it. */
final class RecordRules {
    private static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME", "TXT", "NS");
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)*[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?");
    private static final Pattern NAME = Pattern.compile("(\\*|" + HOST.pattern() + ")(\\." + HOST.pattern() + ")*");
    private static final int LONGEST_TEXT = 255;

    private RecordRules() {}

    /** A name as it is kept: the domain's own suffix and the trailing dot are stripped. */
    static String relative(String name, String domain) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (bare.equalsIgnoreCase(domain)) return "";
        String suffix = "." + domain;
        boolean absolute = bare.regionMatches(true, bare.length() - suffix.length(), suffix, 0, suffix.length());
        return absolute ? bare.substring(0, bare.length() - suffix.length()) : bare;
    }

    /** A target as it is kept. */
    static String normalized(String type, String target, String caller) {
        return switch (type) {
            case "CNAME", "NS" -> target.endsWith(".") ? target.substring(0, target.length() - 1) : target;
            case "A" -> target.equals("[remote_addr]") ? caller : target;
            default -> target;
        };
    }

    /** Why a record cannot stand beside the others of its domain, if it cannot. */
    static Optional<Written.Refused> refuse(LinodeRecord wanted, List<LinodeRecord> all) {
        if (!TYPES.contains(wanted.type())) return refused("Must be one of A, AAAA, CNAME, TXT, NS", "type");
        if (!wanted.name().isEmpty()
                && !NAME.matcher(wanted.name().toLowerCase(Locale.ROOT)).matches())
            return refused("Invalid hostname", "name");
        if (!isTarget(wanted.type(), wanted.target())) return refused("Invalid " + what(wanted.type()), "target");
        boolean clash = all.stream()
                .filter(other -> other.id() != wanted.id() && other.name().equalsIgnoreCase(wanted.name()))
                .anyMatch(other -> other.type().equals("CNAME") || wanted.type().equals("CNAME"));
        if (clash || (wanted.type().equals("CNAME") && wanted.name().isEmpty()))
            return refused("Record conflict - CNAMES must be unique", "name");
        return Optional.empty();
    }

    private static boolean isTarget(String type, String target) {
        return switch (type) {
            case "A" -> literal(target) instanceof Inet4Address;
            case "AAAA" -> literal(target) instanceof Inet6Address;
            case "TXT" -> !target.isEmpty() && target.length() <= LONGEST_TEXT;
            default -> HOST.matcher(target.toLowerCase(Locale.ROOT)).matches();
        };
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static String what(String type) {
        return switch (type) {
            case "A" -> "IPv4 address";
            case "AAAA" -> "IPv6 address";
            default -> "target";
        };
    }

    private static Optional<Written.Refused> refused(String reason, String field) {
        return Optional.of(new Written.Refused(400, reason, field));
    }
}
