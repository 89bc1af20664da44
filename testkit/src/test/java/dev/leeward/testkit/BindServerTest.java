package dev.leeward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BindServerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String WWW = "www.example.net";
    private static final BindZone ZONE = BindZone.of("example.net").with("www 300 IN A 192.0.2.1");

    @TempDir
    private Path folder;

    @Test
    void it_answers_from_its_zone_and_takes_updates_signed_with_its_key() {
        try (BindServer bind = BindServer.primary(folder, ZONE)) {
            long serial = bind.serial();
            bind.update("del " + WWW + " A", "add " + WWW + " 30 A 198.51.100.1");
            assertThat(bind.answer(WWW, "A")).containsExactly("198.51.100.1");
            assertThat(bind.serial()).isGreaterThan(serial);
        }
    }

    @Test
    void its_policy_is_obeyed() {
        BindZone strict = ZONE.granting("grant " + BindZone.KEY_NAME + " name " + WWW + ". A");
        try (BindServer bind = BindServer.primary(folder, strict)) {
            assertThatThrownBy(() -> bind.update("add other.example.net 30 A 198.51.100.1"))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("REFUSED");
        }
    }

    @Test
    void a_secondary_learns_of_changes_once_it_is_awake() {
        InetSocketAddress second = BindServer.place();
        try (BindServer primary = BindServer.primary(folder, ZONE, BindServer.place(), List.of(second));
                BindServer secondary = BindServer.secondary(folder, ZONE, second, primary.address())) {
            secondary.stall();
            primary.update("del " + WWW + " A", "add " + WWW + " 30 A 198.51.100.1");
            assertThat(secondary.answer(WWW, "A")).isEmpty();
            secondary.resume();
            Await.until(
                    "it has the change", SOON, () -> secondary.answer(WWW, "A").contains("198.51.100.1"));
        }
    }
}
