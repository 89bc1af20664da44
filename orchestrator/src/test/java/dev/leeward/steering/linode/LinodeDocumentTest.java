package dev.leeward.steering.linode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge must be one: what a hasty client sends has to be found. */
class LinodeDocumentTest {
    private static final String RECORD = "/v4/domains/1/records/2";

    @Test
    void the_field_is_ttl_sec_not_ttl() {
        assertThat(put("{\"target\":\"192.0.2.1\",\"ttl_sec\":30}")).isEmpty();
        assertThat(put("{\"target\":\"192.0.2.1\",\"ttl\":30}"))
                .singleElement()
                .asString()
                .contains("ttl");
    }

    @Test
    void an_update_repeats_neither_id_nor_type_nor_the_empty_name() {
        assertThat(put("{\"target\":\"192.0.2.1\",\"id\":2}")).isNotEmpty();
        assertThat(put("{\"target\":\"192.0.2.1\",\"type\":\"A\"}")).isNotEmpty();
        assertThat(put("{\"target\":\"192.0.2.1\",\"name\":\"\"}")).isNotEmpty();
        assertThat(put("{\"ttl_sec\":\"30\"}")).isNotEmpty();
    }

    @Test
    void a_new_record_needs_a_type() {
        String records = "/v4/domains/1/records";
        assertThat(judge("POST", records, "{\"type\":\"A\",\"target\":\"192.0.2.1\",\"name\":\"www\"}"))
                .isEmpty();
        assertThat(judge("POST", records, "{\"target\":\"192.0.2.1\",\"name\":\"www\"}"))
                .isNotEmpty();
        assertThat(judge("POST", records, "{\"type\":\"X\",\"target\":\"192.0.2.1\"}"))
                .isNotEmpty();
    }

    @Test
    void pages_have_between_25_and_500_items() {
        assertThat(judge("GET", "/v4/domains?page=1&page_size=500", "")).isEmpty();
        assertThat(judge("GET", "/v4/domains?page=1&page_size=1000", "")).isNotEmpty();
        assertThat(judge("GET", "/v4/domains?page=0", "")).isNotEmpty();
        assertThat(judge("GET", "/v4/domains?per_page=100", "")).isNotEmpty();
    }

    @Test
    void what_is_not_documented_is_found() {
        assertThat(judge("PATCH", RECORD, "{}")).containsExactly("no such operation");
        assertThat(judge("GET", "/v3/domains", "")).isNotEmpty();
        assertThat(judge("GET", "/v4/domains/www.example.com", "")).isNotEmpty();
        assertThat(judge("DELETE", RECORD, "{}")).isNotEmpty();
        assertThat(LinodeDocument.OFFICIAL.judge("PUT", RECORD, "text/plain", "{}"))
                .isNotEmpty();
    }

    private static List<String> put(String body) {
        return judge("PUT", RECORD, body);
    }

    private static List<String> judge(String method, String path, String body) {
        return LinodeDocument.OFFICIAL.judge(method, path, "application/json; charset=utf-8", body);
    }
}
