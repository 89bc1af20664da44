package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.JournalSettings;
import dev.leeward.config.source.Remark;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EtcdReadingTest {
    @TempDir
    Path directory;

    private Samples samples;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
    }

    @Test
    void without_it_the_journal_is_a_file() {
        var configuration =
                samples.check(Samples.example("minimal.yaml")).configuration().orElseThrow();
        assertThat(configuration.journal().store())
                .isEqualTo(new JournalSettings.File(directory.resolve("var/journal.db")));
    }

    @Test
    void endpoints_are_enough() {
        assertThat(etcd("{endpoints: [\"http://127.0.0.1:2379\"]}")).isEmpty();
        var store = samples.check(with("{endpoints: [\"http://127.0.0.1:2379\"]}"))
                .configuration()
                .orElseThrow()
                .journal()
                .store();
        assertThat(store).isInstanceOfSatisfying(JournalSettings.Etcd.class, etcd -> {
            assertThat(etcd.endpoints()).containsExactly(URI.create("http://127.0.0.1:2379"));
            assertThat(etcd.prefix()).isEqualTo("/leeward");
            assertThat(etcd.lease()).isEqualTo(Duration.ofSeconds(3));
        });
    }

    @Test
    void every_mistake_is_named_at_once() {
        var remarks = etcd("""
                {endpoints: ["https://a", "ftp://b:1", "https://c:2379/v3"], prefix: leeward/, lease: 3500ms,
                 user: leeward, tls: {certificate: api.pem}}""");
        assertThat(remarks)
                .hasSize(7)
                .anyMatch(text -> text.contains("the port is missing"))
                .anyMatch(text -> text.contains("begins with https:// or http://"))
                .anyMatch(text -> text.contains("without a path"))
                .anyMatch(text -> text.contains("a prefix looks like /leeward"))
                .anyMatch(text -> text.contains("whole seconds"))
                .anyMatch(text -> text.contains("user and password go together"))
                .anyMatch(text -> text.contains("certificate and key go together"));
    }

    @Test
    void a_journal_is_in_one_place() {
        var text = Samples.example("minimal.yaml")
                + "\njournal: {path: j.db, etcd: {endpoints: [\"http://127.0.0.1:2379\"]}}\n";
        assertThat(sentences(text)).singleElement().asString().contains("not in both");
    }

    @Test
    void a_password_does_not_travel_in_clear_text() {
        assertThat(etcd("{endpoints: [\"http://10.0.0.1:2379\"], user: a, password: \"${env:ALERT_SECRET}\"}"))
                .hasSize(2)
                .anyMatch(text -> text.contains("clear text"))
                .anyMatch(text -> text.contains("can read and change the journal"));
    }

    @Test
    void an_etcd_that_any_loss_stops_is_a_warning() {
        assertThat(etcd("{endpoints: [\"https://a:2379\", \"https://b:2379\"]}"))
                .singleElement()
                .asString()
                .contains("two members");
        assertThat(samples.check(with("{endpoints: [\"https://a:2379\", \"https://b:2379\"]}"))
                        .configuration())
                .isPresent();
    }

    @Test
    void either_all_endpoints_are_secured_or_none() {
        assertThat(etcd("{endpoints: [\"https://a:2379\", \"http://127.0.0.1:2379\"]}"))
                .singleElement()
                .asString()
                .contains("some https");
        assertThat(etcd("{endpoints: [\"http://127.0.0.1:2379\"], tls: {ca-file: ca.pem}}"))
                .singleElement()
                .asString()
                .contains("nothing uses these files");
    }

    private List<String> etcd(String settings) {
        return sentences(with(settings));
    }

    private static String with(String settings) {
        return Samples.example("minimal.yaml") + "\njournal:\n  etcd: " + settings + "\n";
    }

    private List<String> sentences(String text) {
        return samples.check(text).remarks().stream().map(Remark::sentence).toList();
    }
}
