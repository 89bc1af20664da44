package dev.leeward.notify;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;

/** Writes notices as letters that a mail program keeps together: all of one matter refer to the same. */
final class Letters {
    private static final int HASH = 16;

    private final String from;
    private final List<String> to;

    Letters(String from, List<String> to) {
        this.from = from;
        this.to = List.copyOf(to);
    }

    /** The letter of {@code notice}. */
    MimeMessage of(Session session, Notice notice) throws MessagingException {
        var letter = new Numbered(session, identity(notice.id()));
        letter.setFrom(new InternetAddress(from));
        for (var one : to) letter.addRecipient(RecipientType.TO, new InternetAddress(one));
        letter.setSubject(MailText.subject(notice), StandardCharsets.UTF_8.name());
        letter.setText(MailText.body(notice), StandardCharsets.UTF_8.name());
        letter.setSentDate(Date.from(notice.at()));
        // RFC 3834: no machine is to answer it.
        letter.setHeader("Auto-Submitted", "auto-generated");
        letter.setHeader("X-Leeward-Delivery", notice.id());
        // Nobody ever wrote the letter that a matter stands for, but mail programs gather those that refer to it.
        var matter = identity("matter-" + Texts.hash(notice.key(), HASH));
        var begin = notice.begunBy().map(this::identity);
        letter.setHeader("References", begin.map(id -> matter + " " + id).orElse(matter));
        if (notice.ends()) letter.setHeader("In-Reply-To", begin.orElse(matter));
        letter.saveChanges();
        return letter;
    }

    /** RFC 5322, section 3.6.4: unique by the domain that the letter is from. */
    private String identity(String local) {
        var domain = from.substring(from.lastIndexOf('@') + 1).replaceAll("[^A-Za-z0-9.-]", "");
        return "<leeward." + local + "@" + domain + ">";
    }

    /** Keeps the Message-ID that it is given: otherwise each attempt has one of its own. */
    private static final class Numbered extends MimeMessage {
        private final String id;

        Numbered(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
