package dev.leeward.emulator.route53;

import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Route 53 asks of each set of a batch and of the batch's size (ChangeResourceRecordSets, "Limits"). */
final class BatchRules {
    static final int MAX_RECORDS = 1_000;
    static final int MAX_CHARACTERS = 32_000;
    private static final long MAX_TTL = Integer.MAX_VALUE;
    private static final int MAX_WEIGHT = 255;
    private static final int MAX_IDENTIFIER = 128;
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern TXT = Pattern.compile("\"[^\"]{0,255}\"( \"[^\"]{0,255}\")*");

    private BatchRules() {}

    /** UPSERT counts twice, since it stands for a DELETE and a CREATE. */
    static List<String> limits(List<Change> batch) {
        int records = 0;
        int characters = 0;
        for (Change change : batch) {
            int times = change.action() == Change.Action.UPSERT ? 2 : 1;
            if (change.set().content() instanceof RecordSet.Plain plain) {
                records += times * plain.values().size();
                characters +=
                        times * plain.values().stream().mapToInt(String::length).sum();
            }
        }
        var wrong = new ArrayList<String>();
        if (records > MAX_RECORDS) wrong.add("Number of records limit of " + MAX_RECORDS + " exceeded.");
        if (characters > MAX_CHARACTERS) wrong.add("Number of characters limit of " + MAX_CHARACTERS + " exceeded.");
        return wrong;
    }

    static List<String> set(RecordSet set, String zone) {
        var wrong = new ArrayList<String>();
        if (!DomainNames.within(set.name(), zone)) {
            wrong.add("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone);
        }
        if (set.type().equals("CNAME") && set.name().equals(zone)) {
            wrong.add("RRSet of type CNAME with DNS name " + zone + " is not permitted at apex in zone " + zone);
        }
        switch (set.policy()) {
            case RecordSet.Weighted weighted
            when weighted.weight() < 0 || weighted.weight() > MAX_WEIGHT ->
                wrong.add("Weight " + weighted.weight() + " is not between 0 and 255");
            case RecordSet.Failover failover
            when failover.role().equals("PRIMARY") && !isHealthChecked(set) ->
                wrong.add("A non-alias primary ResourceRecordSet must have an associated health check.");
            default -> {}
        }
        if (set.policy().identifier().length() > MAX_IDENTIFIER) wrong.add("The SetIdentifier is too long");
        if (set.content() instanceof RecordSet.Plain plain) values(set, plain, wrong);
        return wrong;
    }

    private static boolean isHealthChecked(RecordSet set) {
        return set.healthCheck().isPresent()
                || (set.content() instanceof RecordSet.Alias alias && alias.evaluateTargetHealth());
    }

    private static void values(RecordSet set, RecordSet.Plain plain, List<String> wrong) {
        if (plain.ttl() < 0 || plain.ttl() > MAX_TTL) wrong.add("Invalid TTL " + plain.ttl());
        if (plain.values().isEmpty()) wrong.add("Missing ResourceRecords in " + set.key());
        if (set.type().equals("CNAME") && plain.values().size() > 1) wrong.add("A CNAME has one value: " + set.key());
        for (String value : plain.values()) {
            if (!isValue(set.type(), value)) {
                wrong.add("Invalid Resource Record: 'FATAL problem: " + set.type() + " record with '" + value + "''");
            }
        }
    }

    private static boolean isValue(String type, String value) {
        return switch (type) {
            case "A" -> IPV4.matcher(value).matches();
            case "AAAA" -> isIpv6(value);
            case "CNAME" -> !value.isBlank() && !value.contains(" ");
            case "TXT" -> TXT.matcher(value).matches();
            default -> !value.isBlank();
        };
    }

    private static boolean isIpv6(String value) {
        try {
            return value.contains(":") && !Inet6Address.ofLiteral(value).isMulticastAddress();
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }
}
