package dev.leeward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.api.ApiOptions;
import dev.leeward.api.ApiToken;
import dev.leeward.api.Role;
import dev.leeward.decision.Order;
import dev.leeward.decision.Rule;
import dev.leeward.decision.RuleCheck;
import dev.leeward.testkit.FakeDesk.Submitted;
import dev.leeward.testkit.ShopViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OrderCommandTest {
    private static final String TOKEN = "operator-token-0123456789";

    private final CommandFixture leeward = new CommandFixture();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        leeward.close();
    }

    @Test
    void without_a_terminal_and_without_yes_nothing_is_even_asked() {
        var ran = leeward.run("failover", "shop");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("--yes").contains("--dry-run");
        assertThat(leeward.desk.submitted()).isEmpty();
    }

    @Test
    void a_dry_run_shows_the_plan_and_changes_nothing() {
        var ran = leeward.run("failover", "shop", "--dry-run");
        assertThat(ran.code()).isZero();
        Golden.check("failover-dry-run", ran.out());
        assertThat(leeward.desk.submitted()).extracting(Submitted::dryRun).containsExactly(true);
    }

    @Test
    void a_fence_is_released_around_the_region_that_is_named() {
        var ran = leeward.run("release", "shop", "us-east", "--why", "jobs run there", "--yes");
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("The fence around us-east comes down.");
        assertThat(leeward.desk.submitted().getLast().order())
                .isInstanceOfSatisfying(
                        Order.Release.class,
                        release -> assertThat(release.region()).isEqualTo(ShopViews.US_EAST));
        assertThat(leeward.run("release", "shop", "--yes").code()).isEqualTo(2);
    }

    @Test
    void a_person_sees_the_plan_and_is_asked_before_anything_happens() {
        var refused = leeward.person("n\n").run("switchover", "shop", "--to", "eu-central");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).contains("1. steer linode-dns:www.example.com");
        assertThat(refused.err()).contains("Carry this out?").contains("Nothing was done.");
        assertThat(leeward.desk.submitted()).extracting(Submitted::dryRun).containsExactly(true);

        var accepted = leeward.person("yes\n").run("switchover", "shop", "--to", "eu-central");
        assertThat(accepted.code()).isZero();
        assertThat(accepted.out()).contains("Accepted.").contains("Run shop-7").contains("leeward status shop --watch");
        assertThat(leeward.desk.submitted()).extracting(Submitted::dryRun).containsExactly(true, true, false);
    }

    @Test
    void an_order_carries_target_forced_rules_and_reason() {
        leeward.run("failover", "shop", "--yes", "--to", "eu-central", "--force", "dwell,budget", "--why", "flood");
        var move = (Order.Move) leeward.desk.submitted().getLast().order();
        assertThat(move.to()).hasValueSatisfying(to -> assertThat(to.value()).isEqualTo("eu-central"));
        assertThat(move.force()).containsExactlyInAnyOrder(Rule.DWELL, Rule.BUDGET);
        assertThat(move.why()).isEqualTo("flood");
    }

    @Test
    void a_refused_order_says_rule_by_rule_why_and_what_would_change_it() {
        leeward.desk.refuse(RuleCheck.blocks(Rule.DATA_LOSS, "45 s of writes would be lost", "a lag of at most 30 s"));
        var ran = leeward.run("failover", "shop", "--yes");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        Golden.check("failover-refused", ran.err());
        assertThat(leeward.desk.submitted()).extracting(Submitted::dryRun).containsExactly(true);
    }

    @Test
    void only_rules_that_allow_it_can_be_forced_and_a_typo_is_understood() {
        var typo = leeward.run("failover", "shop", "--yes", "--force", "dwel");
        assertThat(typo.code()).isEqualTo(2);
        assertThat(typo.err()).contains("did you mean 'dwell'");
        var guarded = leeward.run("failover", "shop", "--yes", "--force", "target-ready");
        assertThat(guarded.code()).isEqualTo(2);
        assertThat(guarded.err()).contains("protects traffic");
        assertThat(leeward.desk.submitted()).isEmpty();
    }

    @Test
    void a_pause_needs_a_length_and_a_reason() {
        assertThat(leeward.run("pause", "shop", "--yes").code()).isEqualTo(2);
        assertThat(leeward.run("pause", "shop", "--yes", "--for", "long", "--why", "x")
                        .code())
                .isEqualTo(2);
        assertThat(leeward.run("pause", "shop", "--yes", "--for", "2h", "--why", "upgrade")
                        .code())
                .isZero();
        var pause = (Order.Pause) leeward.desk.submitted().getLast().order();
        assertThat(pause.length()).isEqualTo(Duration.ofHours(2));
        assertThat(leeward.run("resume", "shop", "--yes").out()).contains("Resumed");
        assertThat(leeward.run("approve", "shop", "--yes").out()).contains("Approved");
        assertThat(leeward.run("failback", "shop", "--yes", "--force", "window-open")
                        .code())
                .isZero();
    }

    @Test
    void the_token_comes_from_a_file_or_the_environment() throws IOException {
        var options = ApiOptions.loopback(0).withTokens(List.of(new ApiToken("alice", Role.OPERATOR, () -> TOKEN)));
        try (var guarded = new CommandFixture(options)) {
            var none = guarded.run("approve", "shop", "--yes");
            assertThat(none.code()).isEqualTo(3);
            assertThat(none.err()).contains("LEEWARD_TOKEN");
            var file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
            assertThat(guarded.run("approve", "shop", "--yes", "--token-file", file.toString())
                            .code())
                    .isZero();
            var environment = Map.of("LEEWARD_API", guarded.server.uri().toString(), "LEEWARD_TOKEN", TOKEN);
            assertThat(guarded.run(environment, "approve", "shop", "--yes").code())
                    .isZero();
            assertThat(guarded.desk.submitted().getLast().order().by()).isEqualTo("alice");
        }
    }

    @Test
    void a_token_never_travels_in_the_clear_to_another_machine() {
        var environment = Map.of("LEEWARD_API", "http://192.0.2.1:8600", "LEEWARD_TOKEN", TOKEN);
        var ran = leeward.run(environment, "approve", "shop", "--yes");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("https").doesNotContain(TOKEN);
    }

    @Test
    void reload_lists_every_error_of_the_file() {
        assertThat(leeward.run("reload").code()).isZero();
        leeward.desk.failReload("leeward.yaml:3:5: unknown key", "leeward.yaml:9:1: no regions");
        var ran = leeward.run("reload");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("leeward.yaml:3:5").contains("leeward.yaml:9:1");
    }
}
