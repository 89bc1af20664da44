package dev.leeward.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.config.MeasureSettings.NodeBalancerFence;
import dev.leeward.probe.Check;
import dev.leeward.region.RegionName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NodeBalancerReadingTest {
    @TempDir
    Path directory;

    @Test
    void the_example_of_the_linode_page_probes_and_fences_by_the_balancer_of_each_region() {
        var check = new Samples(directory).check(example());
        assertThat(check.errors()).isEmpty();
        var configuration = check.configuration().orElseThrow();
        var service = configuration.topology().services().getFirst();
        var probes = service.regions().getFirst().probes();
        assertThat(probes.get(1).check()).isEqualTo(new Check.NodeBalancer("shop-us", Optional.of(443), 2, 0));
        assertThat(configuration.measures().get(service.name()))
                .singleElement()
                .isInstanceOfSatisfying(NodeBalancerFence.class, fence -> {
                    assertThat(fence.mode()).isEqualTo("reject");
                    var there = fence.places().get(new RegionName("eu-central"));
                    assertThat(there).isNotNull();
                    assertThat(there.region()).contains("eu-central");
                    assertThat(there.addresses()).isEqualTo(List.of("198.51.100.1"));
                });
        assertThat(configuration.toString()).doesNotContain("linode-secret");
    }

    @Test
    void a_fence_needs_a_balancer_in_each_region_and_an_account() {
        var without = example()
                .replace("        nodebalancer: {name: shop-eu, region: eu-central}\n", "")
                .replace("share: 0.5", "name: shop-eu, share: 0.5")
                .replaceFirst("linode: .*", "");
        assertThat(new Samples(directory).check(without).errors().stream().map(Object::toString))
                .anySatisfy(line -> assertThat(line).contains("has no NodeBalancer in eu-central"))
                .anySatisfy(line -> assertThat(line).contains("in an account that is not known"))
                .hasSize(2);
        assertThat(new Samples(directory)
                        .check(example().replace("share: 0.5", "share: 1.5"))
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.sentence()).contains("above 0 and at most 1"));
    }

    /** As docs/providers/linode.md has it, with a target. */
    private static String example() {
        String page = Samples.read(Samples.root().resolve("docs/providers/linode.md"));
        int from = page.indexOf("linode: {token:");
        return page.substring(from, page.indexOf("```", from)).replace("LINODE_NODEBALANCERS_TOKEN", "LINODE_TOKEN")
                + "    steering: [{linode-dns: {domain: example.com, record: www, token: \"${env:LINODE_TOKEN}\"}}]\n";
    }
}
