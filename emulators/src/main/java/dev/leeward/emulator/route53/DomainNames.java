package dev.leeward.emulator.route53;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Names as Route 53 gives them back: lower case, a trailing dot, and {@code \ooo} for every character but a-z, 0-9, hyphen
 * and underscore (API documentation, "DNS domain name format").
 */
final class DomainNames {
    /** The order of {@code ListResourceRecordSets}: by labels, last label first. */
    static final Comparator<String> ORDER =
            Comparator.comparing(DomainNames::reversedLabels, DomainNames::compareLabels);

    private static final int ESCAPE = 4;
    private static final int OCTAL = 8;

    private DomainNames() {}

    /** The one spelling of {@code given}, which may be escaped or not, with or without the last dot. */
    static String canonical(String given) {
        var name = new StringBuilder();
        for (int i = 0; i < given.length(); i++) {
            char c = given.charAt(i);
            if (c == '.') {
                name.append(c);
            } else if (c == '\\' && i + ESCAPE <= given.length()) {
                append(name, (char) Integer.parseInt(given.substring(i + 1, i + ESCAPE), OCTAL));
                i += ESCAPE - 1;
            } else {
                append(name, c);
            }
        }
        if (name.isEmpty() || name.charAt(name.length() - 1) != '.') name.append('.');
        return name.toString();
    }

    /** Whether {@code name} is {@code zone} or below it; both canonical. */
    static boolean within(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }

    private static void append(StringBuilder name, char raw) {
        char c = Character.toString(raw).toLowerCase(Locale.ROOT).charAt(0);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
            name.append(c);
        } else {
            name.append(String.format(Locale.ROOT, "\\%03o", (int) c));
        }
    }

    private static List<String> reversedLabels(String name) {
        var labels = Arrays.asList(name.split("\\."));
        Collections.reverse(labels);
        return labels;
    }

    private static int compareLabels(List<String> a, List<String> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) return order;
        }
        return Integer.compare(a.size(), b.size());
    }
}
