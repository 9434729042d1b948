package dev.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.sdk.WorkspaceClient;
import com.databricks.sdk.core.error.platform.PermissionDenied;
import com.databricks.sdk.core.error.platform.ResourceDoesNotExist;
import com.databricks.sdk.service.jobs.BaseJob;
import com.databricks.sdk.service.jobs.BaseRun;
import com.databricks.sdk.service.jobs.CreateJob;
import com.databricks.sdk.service.jobs.GetJobRequest;
import com.databricks.sdk.service.jobs.Job;
import com.databricks.sdk.service.jobs.JobAccessControlRequest;
import com.databricks.sdk.service.jobs.JobParameter;
import com.databricks.sdk.service.jobs.JobPermissionLevel;
import com.databricks.sdk.service.jobs.ListJobsRequest;
import com.databricks.sdk.service.jobs.ListRunsRequest;
import com.databricks.sdk.service.jobs.NotebookTask;
import com.databricks.sdk.service.jobs.Run;
import com.databricks.sdk.service.jobs.RunLifeCycleState;
import com.databricks.sdk.service.jobs.RunLifecycleStateV2State;
import com.databricks.sdk.service.jobs.RunNow;
import com.databricks.sdk.service.jobs.RunResultState;
import com.databricks.sdk.service.jobs.RunTask;
import com.databricks.sdk.service.jobs.Task;
import com.databricks.sdk.service.jobs.TerminationCodeCode;
import com.google.common.collect.Lists;
import dev.sluice.sandbox.journal.Ledger.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs and runs, as the official Java SDK sees them. The workspace's clock is put forward; nobody waits. */
class JobsSdkTest {
    private static Sandbox sandbox;
    private static Workspace workspace;
    private static WorkspaceClient admin;
    private static WorkspaceClient sales;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().workspace(DefaultWorkspaces.acme()).start();
        workspace = sandbox.first();
        workspace.settings().change(TestSettings.slowCompute());
        admin = Sdk.client(workspace, workspace.plan().allRights());
        sales = Sdk.client(workspace, workspace.plan().principal("sales-only"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void listsThePagesOfAllJobs() {
        List<BaseJob> all = Lists.newArrayList(admin.jobs().list(new ListJobsRequest().setLimit(50L)));

        assertThat(all).hasSizeGreaterThanOrEqualTo(135);
        assertThat(all).extracting(BaseJob::getJobId).doesNotHaveDuplicates().contains(DefaultCompute.BEYOND_DOUBLES);
        assertThat(all).extracting(BaseJob::getCreatedTime).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void findsAJobByItsNameWhateverTheCase() {
        assertThat(admin.jobs().list(new ListJobsRequest().setName("nightly ORDERS")))
                .extracting(BaseJob::getJobId)
                .containsExactly(DefaultCompute.NIGHTLY);
    }

    @Test
    void readsAJobWhoseIdNoDoubleCanHold() {
        assertThat(admin.jobs().get(DefaultCompute.BEYOND_DOUBLES).getJobId()).isEqualTo(9_007_199_254_740_993L);
    }

    @Test
    void readsTheTasksOfAWideJobInPages() {
        Job first = admin.jobs().get(DefaultCompute.WIDE);
        Job second = admin.jobs()
                .get(new GetJobRequest().setJobId(DefaultCompute.WIDE).setPageToken(first.getNextPageToken()));

        assertThat(first.getSettings().getTasks()).hasSize(100);
        assertThat(first.getSettings().getParameters()).hasSize(1);
        assertThat(first.getHasMore()).isTrue();
        assertThat(second.getSettings().getTasks()).hasSize(20);
        assertThat(second.getSettings().getParameters()).isNull();
        assertThat(second.getNextPageToken()).isNull();
    }

    @Test
    void listsThePagesOfAJobsRunsTheNewestFirst() {
        List<BaseRun> runs = Lists.newArrayList(admin.jobs()
                .listRuns(new ListRunsRequest()
                        .setJobId(DefaultCompute.NIGHTLY)
                        .setCompletedOnly(true)
                        .setLimit(25L)));

        assertThat(runs).hasSizeGreaterThanOrEqualTo(60);
        assertThat(runs).extracting(BaseRun::getRunId).doesNotHaveDuplicates().allMatch(id -> id > 1L << 53);
        assertThat(runs).extracting(BaseRun::getStartTime).isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void takesARunThroughItsLife() {
        long id = admin.jobs()
                .runNow(new RunNow().setJobId(DefaultCompute.NIGHTLY).setJobParameters(Map.of("day", "monday")))
                .getResponse()
                .getRunId();
        Run pending = admin.jobs().getRun(id);
        later();
        Run running = admin.jobs().getRun(id);
        later();
        Run ended = admin.jobs().getRun(id);

        assertThat(pending.getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.PENDING);
        assertThat(running.getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.RUNNING);
        assertThat(running.getStatus().getState()).isEqualTo(RunLifecycleStateV2State.RUNNING);
        assertThat(running.getEndTime()).isNull();
        assertThat(ended.getState().getLifeCycleState()).isEqualTo(RunLifeCycleState.TERMINATED);
        assertThat(ended.getState().getResultState()).isEqualTo(RunResultState.SUCCESS);
        assertThat(ended.getStatus().getTerminationDetails().getCode()).isEqualTo(TerminationCodeCode.SUCCESS);
        assertThat(ended.getRunDuration()).isEqualTo(Duration.ofMinutes(20).toMillis());
        assertThat(ended.getJobParameters())
                .containsExactly(
                        new JobParameter().setName("day").setDefault("today").setValue("monday"));
        assertThat(ended.getTasks()).extracting(RunTask::getTaskKey).containsExactly("step_1", "step_2");
    }

    @Test
    void failsWhereTheJobIsMadeTo() {
        long id = admin.jobs()
                .runNow(new RunNow().setJobId(DefaultCompute.ALWAYS_FAILS))
                .getResponse()
                .getRunId();
        later();
        later();

        Run run = admin.jobs().getRun(id);

        assertThat(run.getState().getResultState()).isEqualTo(RunResultState.FAILED);
        assertThat(run.getState().getStateMessage())
                .isEqualTo("Task step_1 failed with message: Workload failed, see run output for details.");
        assertThat(run.getStatus().getTerminationDetails().getCode())
                .isEqualTo(TerminationCodeCode.RUN_EXECUTION_ERROR);
    }

    @Test
    void startsOneRunForOneToken() {
        long before = workspace.ledger().of(Event.RUNS_STARTED);
        RunNow request = new RunNow().setJobId(DefaultCompute.WIDE).setIdempotencyToken("once-and-only-once");

        long first = admin.jobs().runNow(request).getResponse().getRunId();
        long again = admin.jobs().runNow(request).getResponse().getRunId();

        assertThat(again).isEqualTo(first);
        assertThat(workspace.ledger().of(Event.RUNS_STARTED)).isEqualTo(before + 1);
    }

    @Test
    void createsAndDeletesAJob() {
        String salesId = workspace.plan().principal("sales-only").principal().clientId();
        long id = admin.jobs()
                .create(new CreateJob()
                        .setName("made here")
                        .setTags(Map.of("team", "sales"))
                        .setTasks(List.of(new Task()
                                .setTaskKey("only")
                                .setNotebookTask(new NotebookTask().setNotebookPath("/Shared/only"))))
                        .setAccessControlList(List.of(new JobAccessControlRequest()
                                .setServicePrincipalName(salesId)
                                .setPermissionLevel(JobPermissionLevel.CAN_MANAGE_RUN))))
                .getJobId();

        Job job = sales.jobs().get(id);
        assertThat(job.getSettings().getName()).isEqualTo("made here");
        assertThat(job.getSettings().getMaxConcurrentRuns()).isEqualTo(1);
        assertThat(job.getSettings().getTags()).containsEntry("team", "sales");
        assertThat(sales.jobs().runNow(new RunNow().setJobId(id)).getResponse().getRunId())
                .isPositive();
        assertThatThrownBy(() -> sales.jobs().delete(id)).isInstanceOf(PermissionDenied.class);

        admin.jobs().delete(id);

        assertThatThrownBy(() -> admin.jobs().get(id))
                .isInstanceOf(ResourceDoesNotExist.class)
                .hasMessageStartingWith("Job " + id + " does not exist.");
    }

    @Test
    void showsAPrincipalTheJobsThatItMayView() {
        assertThat(sales.jobs().list(new ListJobsRequest().setName("Refresh sales dashboard")))
                .extracting(BaseJob::getJobId)
                .containsExactly(DefaultCompute.DASHBOARD);
        assertThat(sales.jobs().list(new ListJobsRequest().setName("Nightly orders")))
                .isEmpty();
        assertThat(sales.jobs().listRuns(new ListRunsRequest().setJobId(DefaultCompute.DASHBOARD)))
                .hasSize(3);
    }

    @Test
    void refusesToRunWhatOneMayOnlyView() {
        String client = workspace.plan().principal("sales-only").principal().clientId();

        assertThatThrownBy(() -> sales.jobs().runNow(new RunNow().setJobId(DefaultCompute.DASHBOARD)))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("User " + client
                        + " does not have Manage Run or Owner or Admin permissions on job " + DefaultCompute.DASHBOARD);
        assertThatThrownBy(() -> sales.jobs().get(DefaultCompute.NIGHTLY))
                .isInstanceOf(PermissionDenied.class)
                .hasMessageStartingWith("User " + client
                        + " does not have View or Admin or Manage Run or Owner permissions on job "
                        + DefaultCompute.NIGHTLY);
    }

    private static void later() {
        workspace.clock().advance(Duration.ofMinutes(10));
    }
}
