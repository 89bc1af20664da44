package dev.leeward.notify;

import static dev.leeward.notify.Notices.notice;
import static dev.leeward.notify.Notices.raised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.notify.Channel.Delivered;
import dev.leeward.notify.MailServer.Tls;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MailChannelTest extends ChannelContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static @Nullable SelfSigned keys;
    private static @Nullable SelfSigned elsewhere;
    private final MailRoom room = new MailRoom(Objects.requireNonNull(keys));

    MailChannelTest() throws IOException {}

    @BeforeAll
    static void makeKeys(@TempDir Path folder) {
        keys = SelfSigned.of(folder, "mail", "ip:127.0.0.1");
        elsewhere = SelfSigned.of(folder, "elsewhere", "ip:127.0.0.9");
    }

    @Override
    Receiver receiver() {
        return room;
    }

    @Test
    void a_letter_says_what_happened_and_an_end_answers_its_begin() throws MessagingException, IOException {
        var begin = raised(1, "größer");
        var end = Notices.cleared(2, "größer").ending(Optional.of(begin.id()));
        deliver(begin, end, begin);
        var letters = room.letters();
        // Three to the one addressee, then three to the other.
        assertThat(letters).hasSize(6);
        var first = letters.getFirst();
        assertThat(first.getSubject()).isEqualTo("[page] shop: look at größer");
        assertThat(first.getFrom()[0]).hasToString("leeward@shop.test");
        assertThat(first.getAllRecipients()).hasSize(2);
        assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat((String) first.getContent()).contains("shop: look at größer", "Severity:  page");
        var second = letters.get(1);
        assertThat(second.getSubject()).isEqualTo("[over] shop: over: größer");
        assertThat(second.getHeader("In-Reply-To")).containsExactly(first.getMessageID());
        assertThat(second.getHeader("References")[0])
                .startsWith(first.getHeader("References")[0])
                .endsWith(first.getMessageID());
        assertThat(letters.get(2).getMessageID())
                .as("a repeat")
                .isEqualTo(first.getMessageID())
                .isEqualTo("<leeward.1-0123456789ab@shop.test>");
    }

    @Test
    void nothing_is_sent_where_no_encryption_is_offered() {
        room.front.offersNothing();
        assertThat(problem(room.channel("on-call", LIMIT)).retryable()).isTrue();
        assertThat(room.letters()).isEmpty();
        assertThat(room.front.clear()).allMatch(line -> line.matches("EHLO leeward|QUIT|hung up"));
    }

    @Test
    void a_certificate_of_nobody_we_trust_or_of_another_host_is_refused() throws IOException {
        var untrusted = problem(room.channel(room.front.port(), Tls.STARTTLS, Optional.empty()));
        assertThat(untrusted.code()).isEqualTo(FaultCode.UNREACHABLE);
        assertThat(untrusted.sentence()).contains("certificate");
        try (var other = new MailRoom(Objects.requireNonNull(elsewhere))) {
            assertThat(problem(other.channel("on-call", LIMIT)).retryable()).isTrue();
            assertThat(other.letters()).isEmpty();
        }
        assertThat(room.letters()).isEmpty();
    }

    @Test
    void a_server_on_this_machine_may_do_without() {
        var channel = room.channel(room.plainPort(), Tls.NONE, Optional.empty());
        assertThat(channel.deliver(notice(1), LIMIT)).isEqualTo(new Delivered.Done());
        assertThat(room.taken()).isEqualTo(1);
    }

    private void deliver(Notice... notices) {
        var channel = room.channel("on-call", LIMIT);
        for (var notice : notices) assertThat(channel.deliver(notice, LIMIT)).isEqualTo(new Delivered.Done());
    }

    private static Problem problem(Channel channel) {
        return ((Delivered.Failed) channel.deliver(notice(1), LIMIT)).problem();
    }
}
