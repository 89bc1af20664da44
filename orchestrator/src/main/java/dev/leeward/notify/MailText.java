package dev.leeward.notify;

import dev.leeward.region.ServiceName;

/** How a notice reads in a letter. */
final class MailText {
    private static final int MOST_SUBJECT = 200;

    private MailText() {}

    /** One line. */
    static String subject(Notice notice) {
        var mark = notice.ends() ? "over" : Notice.dashed(notice.severity());
        return Texts.within(MOST_SUBJECT, "[" + mark + "] " + notice.sentence().replaceAll("\\s+", " "));
    }

    /** A few. */
    static String body(Notice notice) {
        return """
                %s

                Severity:  %s
                Service:   %s
                What:      %s
                When:      %s
                Matter:    %s
                Journal:   entry %d
                Notice:    %s
                """.formatted(
                        notice.sentence(),
                        Notice.dashed(notice.severity()),
                        notice.service().map(ServiceName::value).orElse("-"),
                        Notice.dashed(notice.kind()),
                        notice.at(),
                        notice.key(),
                        notice.sequence(),
                        notice.id());
    }
}
