package dev.leeward.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationCheck;
import dev.leeward.secret.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoFolderTest {

    @Test
    void its_configuration_is_one_that_check_has_nothing_to_say_about() throws IOException {
        try (var folder = DemoFolder.create(false);
                var world = DemoWorld.open(InstantSource.system())) {
            folder.write(world);
            var check = ConfigurationCheck.of(folder.configuration(), Environment.of(Map.of()));
            assertThat(check.remarks()).isEmpty();
            assertThat(check.forecasts()).hasSize(1);
            assertThat(Files.readString(folder.configuration())).doesNotContain(DemoWorld.TOKEN);
        }
    }

    @Test
    void it_is_removed_with_all_that_is_in_it() throws IOException {
        var folder = DemoFolder.create(false);
        Files.writeString(folder.log(), "a line");
        folder.close();
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void it_stays_when_it_shall() throws IOException {
        var folder = DemoFolder.create(true);
        folder.close();
        assertThat(folder.path()).isDirectory();
        Files.delete(folder.path());
    }

    /** An address of the documentation range, which no machine has: as 127.0.0.11 on macOS. */
    @Test
    void a_shop_whose_address_does_not_exist_here_opens_on_the_loopback_address_that_does() throws IOException {
        try (var shop = DemoWorld.shop(DemoWorld.HOME, "192.0.2.1")) {
            assertThat(shop.address().getAddress().getHostAddress()).isEqualTo("127.0.0.1");
        }
    }
}
