package dev.leeward.steering.linode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeward.emulator.linode.LinodeDomain;
import dev.leeward.fault.FaultCode;
import dev.leeward.steering.Finding;
import dev.leeward.steering.Finding.Severity;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinodeDnsPreflightTest extends LinodeScene {
    @Test
    void all_is_well_and_nothing_was_written() {
        assertThat(rig.actuator().preflight(LIMIT)).isEmpty();
        assertThat(writes()).isZero();
    }

    @Test
    void a_token_that_may_only_read_is_an_error() {
        rig.api.grant("reader", "domains:read_only linodes:read_write");

        assertThat(findings("reader")).singleElement().satisfies(each -> {
            assertThat(each.severity()).isEqualTo(Severity.ERROR);
            assertThat(each.code()).isEqualTo(FaultCode.FORBIDDEN);
            assertThat(each.sentence()).contains("domains:read_write");
        });
    }

    @Test
    void a_token_that_may_do_everything_is_a_warning() {
        rig.api.grant("root", "*");

        assertThat(findings("root"))
                .singleElement()
                .satisfies(each -> assertThat(each.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void a_token_without_any_right_to_domains_is_an_error() {
        rig.api.grant("other", "linodes:read_write");

        expect(findings("other"), Severity.ERROR, FaultCode.FORBIDDEN, "not authorized");
        expect(findings("unknown"), Severity.ERROR, FaultCode.UNAUTHENTICATED, "Invalid Token");
    }

    @Test
    void a_domain_that_is_not_there_is_an_error() {
        rig.api.removeDomain(rig.domain);

        expect(findings(LinodeRig.TOKEN), Severity.ERROR, FaultCode.NOT_FOUND, "example.com");
    }

    @Test
    void a_domain_that_nobody_serves_is_an_error() {
        rig.api.putDomain(new LinodeDomain(rig.domain.id(), "example.com", "master", "disabled", 300));

        expect(findings(LinodeRig.TOKEN), Severity.ERROR, FaultCode.MISCONFIGURED, "disabled");
    }

    @Test
    void a_domain_that_is_edited_elsewhere_is_an_error() {
        rig.api.putDomain(new LinodeDomain(rig.domain.id(), "example.com", "slave", "active", 300));

        expect(findings(LinodeRig.TOKEN), Severity.ERROR, FaultCode.MISCONFIGURED, "edited elsewhere");
    }

    @Test
    void a_default_ttl_of_a_day_is_a_warning() {
        rig.api.putDomain(new LinodeDomain(rig.domain.id(), "example.com", "master", "active", 0));

        expect(findings(LinodeRig.TOKEN), Severity.WARNING, FaultCode.MISCONFIGURED, "86400 s (unset)");
    }

    @Test
    void a_missing_record_is_a_warning() {
        rig.edit(new TreeMap<>());

        expect(findings(LinodeRig.TOKEN), Severity.WARNING, FaultCode.NOT_FOUND, "will be created");
    }

    @Test
    void several_records_of_a_type_are_named() {
        rig.api.addRecord(rig.domain, "A", "www", "192.0.2.2", 300);

        expect(findings(LinodeRig.TOKEN), Severity.WARNING, FaultCode.AMBIGUOUS, "192.0.2.1, 192.0.2.2");
    }

    @Test
    void a_longer_ttl_than_configured_is_a_warning() {
        rig.edit(new TreeMap<>());
        rig.api.addRecord(rig.domain, "A", "www", "192.0.2.1", 3600);

        expect(findings(LinodeRig.TOKEN), Severity.WARNING, FaultCode.MISCONFIGURED, "TTL of 3600 s");
    }

    private List<Finding> findings(String token) {
        try (LinodeDnsActuator actuator = rig.newActuator(token)) {
            return actuator.preflight(LIMIT);
        }
    }

    private static void expect(List<Finding> findings, Severity severity, FaultCode code, String words) {
        assertThat(findings).anySatisfy(each -> {
            assertThat(each.severity()).isEqualTo(severity);
            assertThat(each.code()).isEqualTo(code);
            assertThat(each.sentence()).contains(words);
        });
    }
}
