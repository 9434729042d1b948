package dev.sluice.face.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fault.Fault;
import dev.sluice.fault.FaultCode;
import org.junit.jupiter.api.Test;

class FaultTextsTest {
    @Test
    void toolsAndParametersAreCalledAsTheyAreHere() {
        Fault fault = Fault.of(
                FaultCode.INVALID_REQUEST,
                "The member at /params/limit is no number.",
                "Call databricksworkspace_jobs_list with a number.");

        assertThat(FaultTexts.text(fault))
                .isEqualTo(
                        "invalid_request: The member at /arguments/limit is no number. Call jobs_list with a number.");
    }

    @Test
    void whatTheCustomerNamedStaysAsItIs() {
        Fault fault = Fault.of(
                FaultCode.OBJECT_NOT_FOUND,
                "There is no `main`.`databricksworkspace_logs`, no main.databricksworkspace_logs and no /Shared/params.");

        assertThat(FaultTexts.text(fault))
                .contains("`main`.`databricksworkspace_logs`", "main.databricksworkspace_logs", "/Shared/params");
    }
}
