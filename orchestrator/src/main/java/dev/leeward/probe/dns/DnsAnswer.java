package dev.leeward.probe.dns;

import dev.leeward.probe.Check;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Compares an answer with what was expected. */
final class DnsAnswer {

    private DnsAnswer() {}

    /** What is wrong with the answer, in words; empty if nothing is. */
    static Optional<String> faultOf(Check.Dns check, Message question, Message answer) {
        if (answer.getRcode() != Rcode.NOERROR) return Optional.of(Rcode.string(answer.getRcode()));
        int type = question.getQuestion().getType();
        List<Record> records = answer.getSection(Section.ANSWER);
        Set<String> found = records.stream()
                .filter(record -> type == Type.ANY || record.getType() == type)
                .map(record -> canonical(record.rdataToString()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (found.isEmpty()) return Optional.of("no " + check.type() + " record");
        Set<String> missing =
                check.expect().stream().map(DnsAnswer::canonical).collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(found);
        return missing.isEmpty() ? Optional.empty() : Optional.of("without " + missing + ": " + found);
    }

    /** Names compare without case and final dot, texts without quotes, so that people may write either. */
    private static String canonical(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return text.substring(1, text.length() - 1);
        }
        return text.length() > 1 && text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
