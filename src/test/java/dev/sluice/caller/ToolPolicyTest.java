package dev.sluice.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolPolicyTest {
    @Test
    void anEmptyListNamesEveryTool() {
        assertThat(ToolPolicy.OPEN.names("databricksworkspace_jobs_list")).isTrue();
    }

    @Test
    void anEntryNamesOneToolAndOneWithAStarAllThatBeginSo() {
        ToolPolicy policy = new ToolPolicy(List.of("databricksworkspace_sql_*", "databricksworkspace_jobs_list"), true);

        assertThat(policy.names("databricksworkspace_sql_warehouse_get")).isTrue();
        assertThat(policy.names("databricksworkspace_jobs_list")).isTrue();
        assertThat(policy.names("databricksworkspace_jobs_list_all")).isFalse();
        assertThat(policy.names("databricksworkspace_sql")).isFalse();
        assertThat(new ToolPolicy(List.of("*"), false).names("anything")).isTrue();
    }

    @Test
    void aStoredPolicyComesBackAsItWas() {
        ToolPolicy policy = new ToolPolicy(List.of("a_*", "b"), true);

        assertThat(ToolPolicy.stored(policy.storedTools(), policy.readOnly())).isEqualTo(policy);
        assertThat(ToolPolicy.stored("", false)).isEqualTo(ToolPolicy.OPEN);
        assertThat(ToolPolicy.stored("", true)).isEqualTo(new ToolPolicy(List.of(), true));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "all",
            value = {
                "all, all, all",
                "all, a_* b, a_* b",
                "a_* b, all, a_* b",
                "a_*, a_b_* a_c d, a_b_* a_c",
                "a_b, a_*, a_b",
                "a_b, a_bc, none",
                "a_*, b_*, none",
                "*, a, a",
                "a b, b c, b"
            })
    void twoPoliciesAllowWhatBothAllow(String mine, String theirs, String common) {
        ToolPolicy both = policy(mine).and(policy(theirs));

        assertThat(both.tools()).isEqualTo(policy(common).tools());
        assertThat(policy(theirs).and(policy(mine)).tools()).containsExactlyInAnyOrderElementsOf(both.tools());
    }

    @Test
    void whereOneMayOnlyReadBothMay() {
        ToolPolicy reading = new ToolPolicy(List.of(), true);

        assertThat(reading.and(ToolPolicy.OPEN).readOnly()).isTrue();
        assertThat(ToolPolicy.OPEN.and(reading).readOnly()).isTrue();
        assertThat(ToolPolicy.OPEN.and(ToolPolicy.OPEN)).isEqualTo(ToolPolicy.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "A", "a*b", "**", "a.b"})
    void whatCannotNameAToolIsNoEntry(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ToolPolicy(List.of(entry), false));
    }

    private static ToolPolicy policy(@Nullable String tools) {
        return new ToolPolicy(tools == null ? List.of() : List.of(tools.split(" ")), false);
    }
}
