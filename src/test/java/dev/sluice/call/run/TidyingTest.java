package dev.sluice.call.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidyingTest {
    @ParameterizedTest
    @CsvSource({
        "9007199254740991,     9007199254740991",
        "9007199254740992,     '\"9007199254740992\"'",
        "-9007199254740993,    '\"-9007199254740993\"'",
        "9223372036854775807,  '\"9223372036854775807\"'",
        "12345678901234567890, '\"12345678901234567890\"'",
        "1.5,                  1.5",
        "1.10,                 1.10",
        "12345678901234567.25, 12345678901234567.25"
    })
    void integersThatADoubleCannotHoldBecomeStrings(String sent, String told) {
        String body = "{\"job_id\":" + sent + ",\"tasks\":[{\"id\":" + sent + "},[" + sent + "]]}";

        String data = ScriptedWorkspace.answering(request -> body).text("job_get", "{'job_id':1}", false);

        assertThat(data).isEqualTo("{\"job_id\":" + told + ",\"tasks\":[{\"id\":" + told + "},[" + told + "]]}");
    }

    @Test
    void masksWhatMayBeASecretInASparkConfigurationWhereverItStands() {
        String body = """
                {"spark_env_vars": {"API_TOKEN": "dapi123", "PYSPARK_PYTHON": "/databricks/python3/bin/python3", "N": "4",
                   "REF": "{{secrets/prod/key}}", "MIXED": "{{secrets/a/b}} and dapi456"},
                 "tasks": [{"new_cluster": {"spark_conf": {"spark.password": "1234", "spark.speculation": "true",
                   "spark.executor.memory": "4g", "spark.token": "99", "nested": {"a": "dapi789"}}}}],
                 "spark_version": "15.4.x"}
                """;

        JsonNode data = ScriptedWorkspace.answering(request -> body).run("job_get", "{'job_id':1}");

        assertThat(data.toString()).doesNotContain("dapi", "1234", "99", "/databricks/python3");
        assertThat(data.at("/spark_env_vars/API_TOKEN").asText()).isEqualTo("[masked]");
        assertThat(data.at("/spark_env_vars/N").asText()).isEqualTo("4");
        assertThat(data.at("/spark_env_vars/REF").asText()).isEqualTo("{{secrets/prod/key}}");
        assertThat(data.at("/tasks/0/new_cluster/spark_conf/spark.speculation").asText())
                .isEqualTo("true");
        assertThat(data.at("/tasks/0/new_cluster/spark_conf/spark.executor.memory")
                        .asText())
                .isEqualTo("4g");
        assertThat(data.at("/tasks/0/new_cluster/spark_conf/nested").asText()).isEqualTo("[masked]");
        assertThat(data.get("spark_version").asText()).isEqualTo("15.4.x");
    }

    @Test
    void anEmptyAnswerIsAnEmptyObject() {
        assertThat(ScriptedWorkspace.answering(request -> "").run("cluster_start", "{'cluster_id':'c'}"))
                .isEmpty();
    }
}
