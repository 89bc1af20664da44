package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.Configuration;
import dev.leeward.measure.Measure;
import dev.leeward.measure.Measure.Occasion;
import dev.leeward.measure.Measure.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunBookReadingTest {
    @TempDir
    Path directory;

    @Test
    void steps_keep_their_order_around_steer_and_what_is_not_said_is_as_it_is_usual() {
        var measures = read("""
                - fence: {take: [/bin/stop]}
                - catch-up: 2m
                - proof: {name: checkout, take: [/bin/buy], limit: 30s}
                - steer
                - command: {take: [/bin/warm], take-back: [/bin/cool], for: failover, attempts: 1}
                """).topology().services().getFirst().measures();
        assertThat(measures.before())
                .extracting(measure -> measure.id().value())
                .containsExactly("fence", "catch-up", "checkout");
        var fence = measures.before().getFirst();
        assertThat(fence.limit()).isEqualTo(Duration.ofSeconds(10));
        assertThat(fence.revocable()).isTrue();
        assertThat(fence.failing(true)).isEqualTo(OnFailure.ABORT);
        assertThat(fence.failing(false)).isEqualTo(OnFailure.CONTINUE);
        assertThat(measures.before().get(1))
                .isEqualTo(new Measure(
                        measures.before().get(1).id(),
                        Measure.Kind.CATCH_UP,
                        Occasion.PLANNED,
                        Duration.ofMinutes(2),
                        1,
                        Optional.empty(),
                        false));
        assertThat(measures.before().get(2).failing(false)).isEqualTo(OnFailure.ABORT);
        var warm = measures.after().getFirst();
        assertThat(warm.occasion()).isEqualTo(Occasion.UNPLANNED);
        assertThat(warm.failing(true)).as("after steer").isEqualTo(OnFailure.CONTINUE);
    }

    @Test
    void all_mistakes_are_named_at_once_with_their_place() {
        assertThat(errors("""
                - fence: tabels
                - steer
                - steer
                - catch-up: 5m
                - command: {take: [/bin/a]}
                - command: {take: [/bin/b]}
                - settings: {values: {us-east: {lower: 1}}}
                - proof: {}
                - wait: 5m
                - fence: {by: agents, take: [/bin/stop], name: twice}
                """))
                .anySatisfy(line -> assertThat(line).contains("tables"))
                .anySatisfy(line -> assertThat(line).contains("traffic is steered once"))
                .anySatisfy(line -> assertThat(line).contains("comes too late after steer"))
                .anySatisfy(line -> assertThat(line).contains("another step called \"command\""))
                .anySatisfy(line -> assertThat(line).contains("cannot be the name of a setting"))
                .anySatisfy(line -> assertThat(line).contains("take"))
                .anySatisfy(line -> assertThat(line).contains("unknown kind"))
                .anySatisfy(line -> assertThat(line).contains("a program is given already"));
    }

    @Test
    void a_run_book_that_does_not_steer_is_refused() {
        assertThat(errors("- command: {take: [/bin/a]}\n"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("does not say when traffic is steered"));
    }

    @Test
    void a_fence_by_ssh_needs_hosts_and_comes_down_as_it_went_up() {
        assertThat(errors("""
                - fence: ssh
                - fence:
                    by: agents
                    mode: drain
                    ssh: {hosts: {us-east: [web-1]}, user: leeward, key: "${file:ssh.key}", known-hosts: known_hosts,
                          file: /var/lib/leeward/../fenced, stop: [cron], on: [/bin/on]}
                - steer
                """))
                .anySatisfy(line -> assertThat(line).contains("has to know the hosts"))
                .anySatisfy(line -> assertThat(line).contains("a fence goes up in one way"))
                .anySatisfy(line -> assertThat(line).contains("unknown key", "mode"))
                .anySatisfy(line -> assertThat(line).contains("not the whole path of a file on the hosts"))
                .anySatisfy(line -> assertThat(line).contains("not the full name of a unit"))
                .anySatisfy(line -> assertThat(line).contains("on and off belong together"));
    }

    @Test
    void settings_by_ssh_need_hosts_and_values_for_every_region_and_a_way_in_that_is_no_password() {
        assertThat(errors("""
                - settings:
                    values: {us-east: {A: b}, eu-central: {A: c}}
                    ssh: {hosts: {us-east: [web-1]}, user: leeward, key: "${file:ssh.key}", known-hosts: known_hosts,
                          file: /etc/shop/environment}
                - steer
                """))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("has no hosts for eu-central"));
        assertThat(errors("""
                - settings:
                    values: {us-east: {A: b}, eu-central: {A: c}}
                    ssh: {hosts: {us-east: [web-1, web-1]}, user: "a b", key: in-clear-text, known-hosts: nowhere,
                          file: etc/../shop, restart: [cron], password: "x"}
                - steer
                """))
                .anySatisfy(line -> assertThat(line).contains("this host stands there twice"))
                .anySatisfy(line -> assertThat(line).contains("not the name of a user"))
                .anySatisfy(line -> assertThat(line).contains("a secret must not stand in this file"))
                .anySatisfy(line -> assertThat(line).contains("there is no file"))
                .anySatisfy(line -> assertThat(line).contains("not the whole path of a file on the hosts"))
                .anySatisfy(line -> assertThat(line).contains("not the full name of a unit"))
                .anySatisfy(line -> assertThat(line).contains("unknown key"))
                .noneSatisfy(line -> assertThat(line).contains("in-clear-text"));
    }

    @Test
    void settings_at_aws_are_for_every_region_and_their_secrets_stand_elsewhere() {
        var read = read("""
                - settings:
                    ssm:
                      regions: {us-east: us-east-1, eu-central: eu-central-1}
                      values: {us-east: {/shop/region: us-east-1}, eu-central: {/shop/region: eu-central-1}}
                - steer
                """);
        assertThat(read.topology()
                        .services()
                        .getFirst()
                        .measures()
                        .before()
                        .getFirst()
                        .revocable())
                .isTrue();
        assertThat(errors("""
                - settings:
                    ssm: {regions: {us-east: us-east-1, mars: eu-central-1}, values: {us-east: {/shop/region: a}}}
                - steer
                """))
                .anySatisfy(line -> assertThat(line).contains("has no regions for eu-central"))
                .anySatisfy(line -> assertThat(line).contains("has regions for mars, which is no region of"));
        assertThat(errors("""
                - settings:
                    ssm:
                      regions: {us-east: virginia}
                      values: {us-east: {"/shop//region": a, /shop/token: b}}
                      secrets: {us-east: {/shop/token: in-clear-text}}
                - settings: {name: more, secrets-manager: {regions: {us-east: us-east-1}}}
                - steer
                """))
                .anySatisfy(line -> assertThat(line).contains("is no region of AWS"))
                .anySatisfy(line -> assertThat(line).contains("cannot be a name there"))
                .anySatisfy(line -> assertThat(line).contains("a secret must not stand in this file"))
                .anySatisfy(line -> assertThat(line).contains("secrets\" is missing"))
                .noneSatisfy(line -> assertThat(line).contains("in-clear-text"));
    }

    private Configuration read(String steps) {
        return new Samples(directory).check(text(steps)).configuration().orElseThrow();
    }

    private List<String> errors(String steps) {
        return new Samples(directory)
                .check(text(steps)).errors().stream().map(Object::toString).toList();
    }

    private static String text(String steps) {
        var runBook = "    run-book:\n" + steps.indent(6);
        return Samples.example("minimal.yaml").replace("    steering:\n", runBook + "    steering:\n");
    }
}
