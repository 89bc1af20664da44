package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.load.ConfigurationStore.Opening;
import dev.leeward.config.load.ConfigurationStore.Reload;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigurationStoreTest {
    @TempDir
    Path directory;

    private Samples samples;
    private Path file;

    @BeforeEach
    void prepare() {
        samples = new Samples(directory);
        file = samples.write("shop.yaml", Samples.example("shop.yaml"));
    }

    @Test
    void a_file_with_errors_is_refused_at_the_start() {
        samples.write("shop.yaml", "services: {}\n");
        assertThat(ConfigurationStore.open(file, Samples.VARIABLES)).isInstanceOf(Opening.Refused.class);
        assertThat(ConfigurationStore.open(directory.resolve("none.yaml"), Samples.VARIABLES))
                .isInstanceOfSatisfying(
                        Opening.Refused.class,
                        refused -> assertThat(refused.remarks())
                                .singleElement()
                                .satisfies(
                                        remark -> assertThat(remark.sentence()).isEqualTo("there is no such file")));
    }

    @Test
    void a_bad_file_never_replaces_a_good_one() {
        var store = open();
        var before = store.current();
        samples.write("shop.yaml", Samples.example("shop.yaml").replace("failures: 3", "failures: none"));
        assertThat(store.reload())
                .isInstanceOfSatisfying(
                        Reload.Refused.class,
                        refused -> assertThat(refused.remarks()).hasSize(1));
        assertThat(store.current()).isSameAs(before);
    }

    @Test
    void nothing_new_is_called_unchanged() {
        var store = open();
        assertThat(store.reload())
                .isEqualTo(new Reload.Unchanged(store.current().digest()));
    }

    @Test
    void a_good_file_replaces_the_one_in_force_and_says_what_is_different() {
        var store = open();
        var before = store.current();
        samples.write(
                "shop.yaml",
                Samples.example("shop.yaml")
                        .replace("failures: 3", "failures: 4")
                        .replace("      reset-after: 5 ", "      # reset-after: 5"));
        assertThat(store.reload()).isInstanceOfSatisfying(Reload.Replaced.class, replaced -> {
            assertThat(replaced.before()).isSameAs(before);
            assertThat(replaced.after()).isSameAs(store.current());
            assertThat(replaced.differences())
                    .containsExactly(
                            "~ services.shop.detection.failures: 3 -> 4", "- services.shop.detection.reset-after: 5");
        });
        assertThat(store.current().topology().services().getFirst().detection().failures())
                .isEqualTo(4);
    }

    @Test
    void a_secret_that_was_rotated_is_noticed_and_not_shown() {
        var store = open();
        samples.secret("alice.token", "another-secret-0123456789");
        assertThat(store.reload())
                .isInstanceOfSatisfying(
                        Reload.Replaced.class,
                        replaced -> assertThat(replaced.differences())
                                .containsExactly(
                                        "~ api.tokens[1].token: the secret behind ${file:alice.token} is another one"));
        assertThat(store.current().api().tokens().getLast().token().reveal()).isEqualTo("another-secret-0123456789");
    }

    private ConfigurationStore open() {
        assertThat(ConfigurationStore.open(file, Samples.VARIABLES)).isInstanceOf(Opening.Opened.class);
        return switch (ConfigurationStore.open(file, Samples.VARIABLES)) {
            case Opening.Opened opened -> opened.store();
            case Opening.Refused refused ->
                throw new AssertionError(refused.remarks().toString());
        };
    }
}
